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

/** Which events a store tells, and which not. */
interface EventRules {

    @Rule(
            id = "EVENT-1",
            says = "set tells Saved, touch tells Touched, destroy tells Destroyed, in the order of the calls",
            because = "a cache or a log that follows the events must see what happened as it happened")
    default void effectsAreToldInOrder(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().touch(sid, trial.in(HOUR.multipliedBy(2)));
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.a().destroy(sid);
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(
                List.of(new Saved(sid), new Touched(sid), new Saved(sid), new Destroyed(sid), new Saved(sid)),
                heard.all());
    }

    @Rule(
            id = "EVENT-2",
            says = "a set or touch that ends a live session by a past expiry tells Destroyed",
            because = "the session is gone, however it was ended")
    default void endingTellsDestroyed(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(sid, OTHER, trial.past());
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().touch(sid, trial.past());
        trial.expect(List.of(new Saved(sid), new Destroyed(sid), new Saved(sid), new Destroyed(sid)), heard.all());
    }

    @Rule(
            id = "EVENT-3",
            needs = CONDITIONAL_WRITES,
            says = "create and replace tell Saved when they wrote, and a replace that removes tells Destroyed",
            because = "the session layer writes with these; without their events nothing would be told at all")
    default void conditionalWritesTell(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().create(sid, TEXT, trial.inAnHour());
        trial.a().replace(sid, TEXT, OTHER, trial.inAnHour());
        trial.a().replace(sid, OTHER, TEXT, trial.past());
        trial.expect(List.of(new Saved(sid), new Saved(sid), new Destroyed(sid)), heard.all());
    }

    @Rule(
            id = "EVENT-4",
            says = "what changed nothing tells nothing",
            because = "a log full of logouts that were none hides the real ones")
    default void noOpsTellNothing(RuleContext trial) {
        String unknown = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().get(unknown);
        trial.a().touch(unknown, trial.inAnHour());
        trial.a().touch(unknown, trial.past());
        trial.a().destroy(unknown);
        trial.a().set(unknown, TEXT, trial.past());
        trial.expect(List.of(), heard.all());
        trial.a().set(unknown, TEXT, trial.inAnHour());
        trial.a().get(unknown);
        trial.a().store().listing().ifPresent(listing -> trial.a().sids());
        trial.expect(List.of(new Saved(unknown)), heard.all());
    }

    @Rule(
            id = "EVENT-5",
            needs = CONDITIONAL_WRITES,
            says = "a create or replace that wrote nothing tells nothing",
            because = "who lost a race did not save")
    default void conditionalNoOpsTellNothing(RuleContext trial) {
        String sid = trial.sid();
        String unknown = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        RecordedEvents heard = trial.a().receive();
        trial.a().create(sid, OTHER, trial.inAnHour());
        trial.a().create(sid, OTHER, trial.past());
        trial.a().create(unknown, TEXT, trial.past());
        trial.a().replace(sid, "{}", OTHER, trial.inAnHour());
        trial.a().replace(sid, "{}", OTHER, trial.past());
        trial.a().replace(unknown, TEXT, OTHER, trial.inAnHour());
        trial.expect(List.of(), heard.all());
    }

    @Rule(
            id = "EVENT-6",
            says = "a write to an expired session tells nothing of its earlier life",
            because = "what is expired is treated as if it were not there; its end is a timeout, no logout")
    default void expiredSessionsAreNotDestroyed(RuleContext trial) {
        String destroyed = trial.sid();
        String ended = trial.sid();
        String touched = trial.sid();
        for (String sid : List.of(destroyed, ended, touched)) {
            trial.a().set(sid, TEXT, trial.inAnHour());
        }
        trial.advanceBeyond(HOUR);
        RecordedEvents heard = trial.a().receive();
        trial.a().destroy(destroyed);
        trial.a().set(ended, OTHER, trial.past());
        trial.a().touch(touched, trial.inAnHour());
        List<StoreEvent> told = new ArrayList<>(heard.all());
        told.removeIf(StoreEvent.Expired.class::isInstance);
        trial.expect(List.of(), told);
    }

    @Rule(id = "EVENT-7", says = "a call that is refused tells nothing", because = "nothing happened")
    default void refusedCallsTellNothing(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        for (String refused : REFUSED_SIDS) {
            ignoring(() -> trial.a().set(refused, TEXT, trial.inAnHour()));
            ignoring(() -> trial.a().touch(refused, trial.inAnHour()));
            ignoring(() -> trial.a().destroy(refused));
        }
        for (String refused : REFUSED_TEXTS) {
            ignoring(() -> trial.a().set(sid, refused, trial.inAnHour()));
        }
        trial.expect(List.of(), heard.all());
    }

    @Rule(
            id = "EVENT-8",
            says = "an event is told after its effect is visible to every reader",
            because = "a listener that reads the session must not see the state before")
    default void effectsAreVisibleFirst(RuleContext trial) {
        String sid = trial.sid();
        List<Object> seen = new ArrayList<>();
        trial.a().store().on(StoreEvent.class, event -> seen.add(trial.b().get(sid)));
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.a().destroy(sid);
        trial.expect(List.of(Sample.present(TEXT), Sample.present(OTHER), Sample.absent()), seen);
    }

    @Rule(
            id = "EVENT-9",
            says = "a listener for one type hears that type only, one for StoreEvent hears all",
            because = "a listener for logouts must not be called for every save")
    default void listenersHearTheirTypeOnly(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents saved = RecordedEvents.from(trial.a(), Saved.class);
        RecordedEvents touched = RecordedEvents.from(trial.a(), Touched.class);
        RecordedEvents destroyed = RecordedEvents.from(trial.a(), Destroyed.class);
        RecordedEvents all = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().touch(sid, trial.inAnHour());
        trial.a().destroy(sid);
        trial.expect(List.of(new Saved(sid)), saved.all());
        trial.expect(List.of(new Touched(sid)), touched.all());
        trial.expect(List.of(new Destroyed(sid)), destroyed.all());
        trial.expect(List.of(new Saved(sid), new Touched(sid), new Destroyed(sid)), all.all());
    }

    @Rule(
            id = "EVENT-10",
            needs = SHARED,
            says = "a node tells what it did itself, not what others did",
            because = "else every effect is told as often as there are nodes")
    default void otherNodesEffectsAreNotTold(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents atA = trial.a().receive();
        RecordedEvents atB = trial.b().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.b().touch(sid, trial.in(HOUR.multipliedBy(2)));
        trial.a().destroy(sid);
        trial.expect(List.of(new Saved(sid), new Destroyed(sid)), atA.all());
        trial.expect(List.of(new Touched(sid)), atB.all());
    }

    private static void ignoring(Action refused) {
        try {
            refused.run();
        } catch (Throwable expected) {
            return;
        }
    }
}
