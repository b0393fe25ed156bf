package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.OwnerRules.login;
import static dev.sessionstore.conformance.OwnerRules.loginMany;
import static dev.sessionstore.conformance.Requirement.NO_EVICTION;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.LONG;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Destroyed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What {@code destroyAll} ends, and which events the index publishes. */
interface OwnerDestroyRules {

    @Rule(
            id = "OWNER-24",
            needs = OWNERS,
            says =
                    "destroyAll destroys the owner's live sessions of every node, answers how many there were, and publishes"
                            + " Destroyed once for each at its own node",
            because = "\"block this account now\" must not leave a device logged in",
            source = "the javadoc of dev.sessionstore.Owners")
    default void destroysAll(RuleContext context) {
        String atA = login(context, context.a(), "zoe");
        String atB = login(context, context.b(), "zoe");
        String longer = context.sid();
        context.a().bind(longer, "zoe", context.in(LONG));
        context.a().set(longer, TEXT, context.in(LONG));
        String dead = login(context, context.b(), "zoe");
        context.b().destroy(dead);
        context.a().bind(context.sid(), "zoe", context.inAnHour());
        RecordedEvents received = context.a().receive();
        context.expect(3, context.a().destroyAll("zoe", Set.of()));
        context.expect(
                Set.of(new Destroyed(atA), new Destroyed(atB), new Destroyed(longer)), new HashSet<>(received.all()));
        context.expect(3, received.all().size());
        for (String sid : List.of(atA, atB, longer)) {
            context.expect(absent(), context.b().get(sid));
        }
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(0, context.b().destroyAll("zoe", Set.of()));
        context.expect(3, received.all().size());
    }

    @Rule(
            id = "OWNER-25",
            needs = OWNERS,
            says = "destroyAll spares what is excepted, sessions of other owners and sessions that are not bound",
            because = "\"log out all my other devices\" must not log out this one",
            source = "the javadoc of dev.sessionstore.Owners")
    default void sparesTheOthers(RuleContext context) {
        List<String> kept = List.of(login(context, context.a(), "zoe"), login(context, context.b(), "zoe"));
        String ended = login(context, context.a(), "zoe");
        String others = login(context, context.a(), "noah");
        String unbound = login(context, context.a(), "zoe");
        context.a().unbind(unbound, "zoe");
        String never = context.sid();
        context.a().set(never, TEXT, context.inAnHour());
        Set<String> except = Set.of(kept.get(0), kept.get(1), others, context.sid());
        context.expect(1, context.b().destroyAll("zoe", except));
        context.expect(absent(), context.a().get(ended));
        for (String sid : List.of(kept.get(0), kept.get(1), others, unbound, never)) {
            context.expect(present(TEXT), context.a().get(sid));
        }
        context.expect(new HashSet<>(kept), new HashSet<>(context.a().sidsOf("zoe")));
        context.expect(List.of(others), context.b().sidsOf("noah"));
        context.expect(1, context.a().destroyAll("zoe", Set.of(kept.get(1))));
        context.expect(List.of(kept.get(1)), context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-26",
            needs = {OWNERS, NO_EVICTION},
            says = "destroyAll is complete over many pages, also among dead entries and excepted sessions",
            because = "a store that stops after its first page leaves devices logged in as soon as there are many",
            source = "the javadoc of dev.sessionstore.Owners")
    default void destroysManyPages(RuleContext context) {
        List<String> sids = new ArrayList<>(loginMany(context, "zoe", OwnerRules.MANY));
        context.advance(OwnerEntryRules.BEYOND_A_MINUTE);
        Set<String> kept = new HashSet<>();
        for (int i = 0; i < sids.size(); i += 10) {
            kept.add(sids.get(i));
            context.a().store().destroy(sids.get(i + 1));
        }
        context.note("A.destroy of every tenth sid");
        RecordedEvents received = context.b().receive();
        context.expect(sids.size() - 2 * kept.size(), context.b().destroyAll("zoe", kept));
        context.expect(sids.size() - 2 * kept.size(), new HashSet<>(received.all(Destroyed.class)).size());
        List<String> live = sids.stream()
                .filter(sid -> context.a().store().get(sid).isPresent())
                .toList();
        context.expect(kept, new HashSet<>(live));
        List<String> leftBehind = sids.stream()
                .filter(sid -> !kept.contains(sid))
                .filter(sid -> context.a().owners().unbind(sid, "zoe"))
                .toList();
        context.note("A.owners().unbind of all but the excepted sids");
        context.expect(List.of(), leftBehind);
        context.expect(kept, new HashSet<>(context.a().sidsOf("zoe")));
    }

    @Rule(
            id = "OWNER-27",
            needs = OWNERS,
            says =
                    "a session that destroyAll ended is not brought back by a touch or a replace, and one that is written"
                            + " again within a minute after its bind is listed",
            because = "a request in progress must not undo the logout of its device, nor hide the device",
            source = "the javadoc of dev.sessionstore.Owners")
    default void whatIsEndedStaysEnded(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        String again = login(context, context.b(), "zoe");
        context.expect(2, context.a().destroyAll("zoe", Set.of()));
        context.b().bind(sid, "zoe", context.in(HOUR.multipliedBy(2)));
        context.expect(false, context.b().touch(sid, context.in(HOUR.multipliedBy(2))));
        context.b()
                .store()
                .conditionalWrites()
                .ifPresent(any -> context.b().replace(sid, TEXT, OTHER, context.in(HOUR)));
        context.expect(absent(), context.a().get(sid));
        context.b().set(again, OTHER, context.inAnHour());
        context.expect(List.of(again), context.a().sidsOf("zoe"));
        context.expect(1, context.a().destroyAll("zoe", Set.of()));
        context.expect(absent(), context.b().get(again));
    }

    @Rule(
            id = "OWNER-28",
            needs = OWNERS,
            says =
                    "bind, unbind and sids publish nothing, nor does the end of an entry, and no session comes or changes",
            because = "an index beside the sessions must not look like activity of their users",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theIndexPublishesNothing(RuleContext context) {
        RecordedEvents received = context.a().receive();
        String sid = context.sid();
        context.a().bind(sid, "zoe", context.inAnHour());
        context.a().bind(sid, "zoe", context.in(HOUR.multipliedBy(2)));
        context.a().bind(context.sid(), "zoe", context.inAnHour());
        context.a().sidsOf("zoe");
        context.a().destroyAll("zoe", Set.of());
        context.a().bind(sid, "zoe", context.past());
        context.a().unbind(sid, "zoe");
        context.expect(absent(), context.a().get(sid));
        context.advance(LONG);
        context.a().store().sweeping().ifPresent(any -> {
            context.expect(0, context.a().sweep(10));
        });
        context.a().bind(context.sid(), "zoe", context.inAnHour());
        context.a().sidsOf("zoe");
        context.expect(List.<StoreEvent>of(), received.all());
        String live = login(context, context.a(), "zoe");
        context.a().bind(live, "zoe", context.in(LONG));
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.b().get(live));
    }

    @Rule(
            id = "OWNER-29",
            needs = OWNERS,
            says = "a listener of destroyAll sees the effect, may use the store and its index, and may fail",
            because = "an application cleans up after a session inside a listener",
            source = "the javadoc of dev.sessionstore.Store")
    default void listenersMayUseTheIndex(RuleContext context) {
        for (int i = 0; i < 5; i++) {
            login(context, context.a(), "zoe");
        }
        List<Object> seen = new CopyOnWriteArrayList<>();
        context.a().store().on(Destroyed.class, event -> {
            Optional<String> left = context.b().store().get(event.sid());
            boolean listed;
            try (Stream<String> sids = context.b().owners().sids("zoe")) {
                listed = sids.anyMatch(event.sid()::equals);
            }
            context.a().owners().bind(event.sid(), "a log", context.inAnHour());
            seen.add(left + " " + listed + " " + context.a().owners().unbind(event.sid(), "a log"));
            throw new IllegalStateException("on purpose");
        });
        context.note("a listener of Destroyed reads, lists, binds, unbinds, and throws");
        context.expect(5, context.a().destroyAll("zoe", Set.of()));
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(5, seen.size());
        context.expect(Set.of("Optional.empty false true"), new HashSet<>(seen));
    }
}
