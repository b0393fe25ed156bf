package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Requirement.SHARED;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.REFUSED_TEXTS;
import static dev.sessionstore.conformance.Sample.TEXT;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.StoreEvent.Touched;
import java.util.ArrayList;
import java.util.List;

/** Which events a store publishes, and which not. */
interface EventRules {

    @Rule(
            id = "EVENT-1",
            says =
                    "set publishes Saved, touch publishes Touched, destroy publishes Destroyed, in the order of the calls",
            because = "a cache or a log that follows the events needs all of them in order")
    default void effectsAreToldInOrder(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().touch(sid, context.in(HOUR.multipliedBy(2)));
        context.a().set(sid, OTHER, context.inAnHour());
        context.a().destroy(sid);
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(
                List.of(new Saved(sid), new Touched(sid), new Saved(sid), new Destroyed(sid), new Saved(sid)),
                received.all());
    }

    @Rule(
            id = "EVENT-2",
            says = "a set or touch that removes a live session by a past expiry publishes Destroyed",
            because = "the session is gone, whichever call removed it")
    default void endingTellsDestroyed(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(sid, OTHER, context.past());
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().touch(sid, context.past());
        context.expect(List.of(new Saved(sid), new Destroyed(sid), new Saved(sid), new Destroyed(sid)), received.all());
    }

    @Rule(
            id = "EVENT-3",
            needs = CONDITIONAL_WRITES,
            says = "create and replace publish Saved when they wrote, and a replace that removes publishes Destroyed",
            because = "the session layer writes with these; without their events there would be none at all")
    default void conditionalWritesTell(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().create(sid, TEXT, context.inAnHour());
        context.a().replace(sid, TEXT, OTHER, context.inAnHour());
        context.a().replace(sid, OTHER, TEXT, context.past());
        context.expect(List.of(new Saved(sid), new Saved(sid), new Destroyed(sid)), received.all());
    }

    @Rule(
            id = "EVENT-4",
            says = "a call that changed nothing publishes nothing",
            because = "false logouts in a log hide the real ones")
    default void noOpsTellNothing(RuleContext context) {
        String unknown = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().get(unknown);
        context.a().touch(unknown, context.inAnHour());
        context.a().touch(unknown, context.past());
        context.a().destroy(unknown);
        context.a().set(unknown, TEXT, context.past());
        context.expect(List.of(), received.all());
        context.a().set(unknown, TEXT, context.inAnHour());
        context.a().get(unknown);
        context.a().store().listing().ifPresent(listing -> context.a().sids());
        context.expect(List.of(new Saved(unknown)), received.all());
    }

    @Rule(
            id = "EVENT-5",
            needs = CONDITIONAL_WRITES,
            says = "a create or replace that wrote nothing publishes nothing",
            because = "the loser of a race did not save")
    default void conditionalNoOpsTellNothing(RuleContext context) {
        String sid = context.sid();
        String unknown = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        RecordedEvents received = context.a().receive();
        context.a().create(sid, OTHER, context.inAnHour());
        context.a().create(sid, OTHER, context.past());
        context.a().create(unknown, TEXT, context.past());
        context.a().replace(sid, "{}", OTHER, context.inAnHour());
        context.a().replace(sid, "{}", OTHER, context.past());
        context.a().replace(unknown, TEXT, OTHER, context.inAnHour());
        context.expect(List.of(), received.all());
    }

    @Rule(
            id = "EVENT-6",
            says = "a write to an expired session does not publish Destroyed for it",
            because = "an expired session is treated as absent; its end is a timeout, no logout")
    default void expiredSessionsAreNotDestroyed(RuleContext context) {
        String destroyed = context.sid();
        String ended = context.sid();
        String touched = context.sid();
        for (String sid : List.of(destroyed, ended, touched)) {
            context.a().set(sid, TEXT, context.inAnHour());
        }
        context.advanceBeyond(HOUR);
        RecordedEvents received = context.a().receive();
        context.a().destroy(destroyed);
        context.a().set(ended, OTHER, context.past());
        context.a().touch(touched, context.inAnHour());
        List<StoreEvent> others = new ArrayList<>(received.all());
        others.removeIf(StoreEvent.Expired.class::isInstance);
        context.expect(List.of(), others);
    }

    @Rule(id = "EVENT-7", says = "a call that is refused publishes nothing", because = "nothing happened")
    default void refusedCallsTellNothing(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        for (String refused : REFUSED_SIDS) {
            ignoring(() -> context.a().set(refused, TEXT, context.inAnHour()));
            ignoring(() -> context.a().touch(refused, context.inAnHour()));
            ignoring(() -> context.a().destroy(refused));
        }
        for (String refused : REFUSED_TEXTS) {
            ignoring(() -> context.a().set(sid, refused, context.inAnHour()));
        }
        context.expect(List.of(), received.all());
    }

    @Rule(
            id = "EVENT-8",
            says = "an event is published after its effect is visible to every reader",
            because = "a listener that reads the session must not see the state before")
    default void effectsAreVisibleFirst(RuleContext context) {
        String sid = context.sid();
        List<Object> seen = new ArrayList<>();
        context.a().store().on(StoreEvent.class, event -> seen.add(context.b().get(sid)));
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(sid, OTHER, context.inAnHour());
        context.a().destroy(sid);
        context.expect(List.of(Sample.present(TEXT), Sample.present(OTHER), Sample.absent()), seen);
    }

    @Rule(
            id = "EVENT-9",
            says = "a listener for one type is called for that type only, one for StoreEvent for all",
            because = "a listener for logouts must not be called for every save")
    default void listenersHearTheirTypeOnly(RuleContext context) {
        String sid = context.sid();
        RecordedEvents saved = RecordedEvents.from(context.a(), Saved.class);
        RecordedEvents touched = RecordedEvents.from(context.a(), Touched.class);
        RecordedEvents destroyed = RecordedEvents.from(context.a(), Destroyed.class);
        RecordedEvents all = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().touch(sid, context.inAnHour());
        context.a().destroy(sid);
        context.expect(List.of(new Saved(sid)), saved.all());
        context.expect(List.of(new Touched(sid)), touched.all());
        context.expect(List.of(new Destroyed(sid)), destroyed.all());
        context.expect(List.of(new Saved(sid), new Touched(sid), new Destroyed(sid)), all.all());
    }

    @Rule(
            id = "EVENT-10",
            needs = SHARED,
            says = "a node publishes its own effects, not those of other nodes",
            because = "otherwise every effect is published as often as there are nodes")
    default void otherNodesEffectsAreNotTold(RuleContext context) {
        String sid = context.sid();
        RecordedEvents atA = context.a().receive();
        RecordedEvents atB = context.b().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.b().touch(sid, context.in(HOUR.multipliedBy(2)));
        context.a().destroy(sid);
        context.expect(List.of(new Saved(sid), new Destroyed(sid)), atA.all());
        context.expect(List.of(new Touched(sid)), atB.all());
    }

    private static void ignoring(Action refused) {
        try {
            refused.run();
        } catch (Throwable expected) {
            return;
        }
    }
}
