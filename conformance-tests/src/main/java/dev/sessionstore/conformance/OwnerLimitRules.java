package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.OwnerRules.login;
import static dev.sessionstore.conformance.Requirement.DURABLE;
import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Requirement.SHARED;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The index with bad arguments, when a node is closed, and when the server is unavailable. */
interface OwnerLimitRules {

    @Rule(
            id = "OWNER-23",
            needs = OWNERS,
            says =
                    "of several bad arguments the first in the order sid, owner, then the rest is reported, with the message"
                            + " of StoreArguments, and a closed store reports that before all",
            because = "what an application catches and logs must not change with its store",
            source = "the javadoc of dev.sessionstore.Owners")
    default void badOwnersAreToldInOrder(RuleContext context) {
        Owners owners = context.a().owners();
        String sid = context.sid();
        List<String> badOwners = Arrays.asList(nothing(), "", "x".repeat(1025), "zoe\0", "zoe\ud800", "\udc00zoe");
        for (String badSid : badSids()) {
            Action expected = () -> StoreArguments.requireSid(badSid);
            for (Action call : calls(owners, badSid, "", nothing()).subList(0, 2)) {
                ArgumentRules.expectAs(context, expected, call);
            }
        }
        for (String badOwner : badOwners) {
            Action expected = () -> StoreArguments.requireOwner(badOwner);
            calls(owners, sid, badOwner, nothing()).forEach(call -> ArgumentRules.expectAs(context, expected, call));
        }
        ArgumentRules.expectAs(
                context,
                () -> StoreArguments.requireBind(sid, "zoe", nothing()),
                () -> owners.bind(sid, "zoe", nothing()));
        ArgumentRules.expectAs(
                context, () -> Objects.requireNonNull(nothing(), "except"), () -> owners.destroyAll("zoe", nothing()));
        context.expect(List.of(), context.a().sidsOf("zoe"));
        String listed = login(context, context.a(), "zoe");
        context.expect(1, context.a().destroyAll("zoe", Set.of("", "x".repeat(200), "\ud800", "nul\0")));
        context.expect(absent(), context.a().get(listed));
        context.a().close();
        Action closed = () -> StoreArguments.requireOpen(false);
        for (String any : Arrays.<String>asList(nothing(), "", "x")) {
            calls(owners, any, any, nothing()).forEach(call -> ArgumentRules.expectAs(context, closed, call));
        }
    }

    @Rule(
            id = "OWNER-34",
            needs = OWNERS,
            says =
                    "of a closed store every call of the index is an IllegalStateException, also a listing that began before",
            because = "an empty list would be a wrong answer",
            source = "the javadoc of dev.sessionstore.Owners")
    default void closedStoresRefuseOwners(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        Stream<String> begun = context.a().owners().sids("zoe");
        context.a().close();
        context.expectThrown(IllegalStateException.class, () -> begun.forEach(any -> {}));
        context.expectThrown(
                IllegalStateException.class, () -> context.a().bind(context.sid(), "zoe", context.inAnHour()));
        context.expectThrown(IllegalStateException.class, () -> context.a().unbind(sid, "zoe"));
        context.expectThrown(IllegalStateException.class, () -> context.a().sidsOf("zoe"));
        context.expectThrown(IllegalStateException.class, () -> context.a().destroyAll("zoe", Set.of()));
        context.expectThrown(IllegalStateException.class, () -> context.a().clearOwners());
    }

    @Rule(
            id = "OWNER-35",
            needs = {OWNERS, SHARED},
            says = "closing one node leaves the entries to the others",
            because = "replacing a node must not hide sessions",
            source = "the javadoc of dev.sessionstore.Owners")
    default void closingOneNodeLeavesTheEntries(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        context.b().sidsOf("zoe");
        context.a().close();
        context.expect(List.of(sid), context.b().sidsOf("zoe"));
        context.expect(1, context.b().destroyAll("zoe", Set.of()));
    }

    @Rule(
            id = "OWNER-36",
            needs = {OWNERS, DURABLE},
            says = "entries outlive the store objects as sessions do",
            because = "a restart of the application must not hide sessions",
            source = "the javadoc of dev.sessionstore.Owners")
    default void entriesOutliveTheStore(RuleContext context) throws Exception {
        String sid = login(context, context.a(), "zoe");
        context.b().close();
        context.a().close();
        Node reopened = context.open("reopened");
        context.expect(List.of(sid), reopened.sidsOf("zoe"));
        context.advanceBeyond(HOUR);
        context.expect(List.of(), reopened.sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-37",
            needs = {OWNERS, NETWORK},
            says = "while the server is unavailable every call is a StoreUnavailableException that names no owner; sids"
                    + " throws it in its terminal operation; afterwards the entries are there",
            because = "an outage that looks like an owner without sessions lets a fourth device in",
            source = "the javadoc of dev.sessionstore.Owners")
    default void unavailableIsNotEmpty(RuleContext context) {
        String sid = login(context, context.a(), "zoe@example.org");
        context.note("network: connections are cut and refused");
        context.network().refuse();
        Stream<String> lazy = context.a().owners().sids("zoe@example.org");
        List<Action> calls = List.of(
                () -> lazy.forEach(any -> {}),
                () -> context.a().bind(sid, "zoe@example.org", context.inAnHour()),
                () -> context.a().unbind(sid, "zoe@example.org"),
                () -> context.a().sidsOf("zoe@example.org"),
                () -> context.a().destroyAll("zoe@example.org", Set.of()));
        for (Action call : calls) {
            Outage.withinBound(context, () -> {
                String message = context.wording().of(context.expectThrown(StoreUnavailableException.class, call));
                context.expect(
                        "a message without the sid and the owner",
                        !message.contains(sid) && !message.contains("zoe"),
                        message);
            });
        }
        context.note("network: healed");
        context.network().heal();
        Outage.answerAfterHealing(context, context.a(), sid);
        context.expect(List.of(sid), context.a().sidsOf("zoe@example.org"));
        context.expect(1, context.a().destroyAll("zoe@example.org", Set.of()));
    }

    @Rule(
            id = "OWNER-38",
            needs = {OWNERS, NETWORK},
            says = "a destroyAll that loses its server ends in time, and called again it does the rest",
            because = "a call that tries each session takes as many timeouts as there are sessions",
            source = "the javadoc of dev.sessionstore.Owners")
    default void losesItsServerMidway(RuleContext context) {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sids.add(login(context, context.a(), "zoe"));
        }
        RecordedEvents received = RecordedEvents.from(context.a(), Destroyed.class);
        AtomicInteger events = new AtomicInteger();
        context.a().store().on(Destroyed.class, event -> {
            if (events.incrementAndGet() == 4) {
                context.network().hang();
            }
        });
        context.note("network: after the fourth session nothing goes through");
        Outage.expectAllWithinBound(context, List.of(() -> context.a().destroyAll("zoe", Set.of())));
        context.note("network: healed");
        context.network().heal();
        Outage.answerAfterHealing(context, context.a(), sids.get(0));
        context.a().destroyAll("zoe", Set.of());
        for (String sid : sids) {
            context.expect(absent(), context.b().get(sid));
        }
        List<Destroyed> published = received.all(Destroyed.class);
        context.expect(published.size(), new HashSet<>(published).size());
        context.expect("at least 11 events, since one answer may be lost", published.size() >= 11, published.size());
    }

    private static List<String> badSids() {
        List<String> sids = new ArrayList<>(REFUSED_SIDS);
        sids.add(nothing());
        return sids;
    }

    private static List<Action> calls(Owners owners, String sid, String owner, Instant until) {
        return List.of(
                () -> owners.bind(sid, owner, until),
                () -> owners.unbind(sid, owner),
                () -> owners.sids(owner),
                () -> owners.sids(owner, nothing()),
                () -> owners.destroyAll(owner, nothing()));
    }
}
