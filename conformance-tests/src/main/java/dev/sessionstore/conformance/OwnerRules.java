package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NO_EVICTION;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which sessions an owner's listing shows, and in which order. */
interface OwnerRules {

    /** More than a page of any store that reads small pages. */
    int MANY = 250;

    @Rule(
            id = "OWNER-1",
            needs = OWNERS,
            says = "a session that is bound and written is listed for its owner at every node, and for nobody else",
            because = "a user looks for the devices on which the account is in use",
            source = "the javadoc of dev.sessionstore.Owners")
    default void listsTheSessionsOfAnOwner(RuleContext context) {
        context.expect(List.of(), context.a().sidsOf("zoe"));
        String atA = login(context, context.a(), "zoe");
        context.advanceBeyond(Duration.ofSeconds(1));
        String atB = login(context, context.b(), "zoe");
        String others = login(context, context.a(), "noah");
        context.a().set(context.sid(), TEXT, context.inAnHour());
        for (Node node : List.of(context.a(), context.b())) {
            context.expect(List.of(atA, atB), node.sidsOf("zoe"));
            context.expect(List.of(others), node.sidsOf("noah"));
            context.expect(List.of(), node.sidsOf("nobody"));
        }
    }

    @Rule(
            id = "OWNER-2",
            needs = OWNERS,
            says = "an entry without a session is not listed, and stays for a minute after it was last bound",
            because = "a session is bound before it is written; listing meanwhile must not lose it",
            source = "the javadoc of dev.sessionstore.Owners")
    default void anEntryWaitsForItsSession(RuleContext context) {
        String first = context.sid();
        context.a().bind(first, "zoe", context.in(HOUR));
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(0, context.b().destroyAll("zoe", Set.of()));
        context.a().set(first, TEXT, context.in(HOUR));
        context.expect(List.of(first), context.b().sidsOf("zoe"));
        String late = context.sid();
        context.a().bind(late, "noah", context.in(HOUR));
        context.advance(Duration.ofSeconds(45));
        context.expect(List.of(), context.b().sidsOf("noah"));
        context.a().bind(late, "noah", context.in(HOUR));
        context.advance(Duration.ofSeconds(45));
        context.expect(List.of(), context.b().sidsOf("noah"));
        context.expect(0, context.a().destroyAll("noah", Set.of()));
        context.a().set(late, TEXT, context.in(HOUR));
        context.expect(List.of(late), context.b().sidsOf("noah"));
    }

    @Rule(
            id = "OWNER-3",
            needs = OWNERS,
            says = "sessions are listed in the order in which they were first bound, whatever is bound again",
            because = "\"three sessions at most\" ends the oldest one; it must not end the one that just logged in",
            source = "the javadoc of dev.sessionstore.Owners")
    default void listsInTheOrderOfBinding(RuleContext context) {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sids.add(context.sid());
        }
        Collections.reverse(sids);
        Collections.swap(sids, 1, 5);
        Collections.swap(sids, 2, 7);
        for (int i = 0; i < sids.size(); i++) {
            Node node = i % 2 == 0 ? context.a() : context.b();
            node.bind(sids.get(i), "zoe", context.in(HOUR.multipliedBy(9 - i)));
            node.set(sids.get(i), TEXT, context.inAnHour());
            context.advance(Duration.ofSeconds(2));
        }
        context.expect(sids, context.a().sidsOf("zoe"));
        context.a().bind(sids.get(0), "zoe", context.in(HOUR.multipliedBy(20)));
        context.b().bind(sids.get(3), "zoe", context.in(HOUR.multipliedBy(10)));
        context.b().bind(sids.get(6), "zoe", context.inAnHour());
        context.a().set(sids.get(4), OTHER, context.in(HOUR.multipliedBy(2)));
        context.expect(sids, context.a().sidsOf("zoe"));
        context.expect(sids, context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-4",
            needs = {OWNERS, NO_EVICTION},
            says = "a listing of many pages is complete, in order and without repetition, also among dead entries",
            because = "what is listed twice is counted twice, and what is not listed cannot be logged out",
            source = "the javadoc of dev.sessionstore.Owners")
    default void listsManySessionsOfAnOwner(RuleContext context) {
        List<Set<String>> groups = new ArrayList<>();
        for (int group = 0; group < 5; group++) {
            groups.add(new HashSet<>(loginMany(context, "zoe", MANY / 5)));
            context.note("A.owners().bind of 50 sids that are never written");
            for (int i = 0; i < 50; i++) {
                context.a().owners().bind(context.sid(), "zoe", context.inAnHour());
            }
            context.advance(Duration.ofSeconds(20));
        }
        List<String> listed = context.b().sidsOf("zoe");
        List<Set<String>> listedGroups = new ArrayList<>();
        context.expect(MANY, listed.size());
        for (int group = 0; group < 5; group++) {
            listedGroups.add(new HashSet<>(listed.subList(group * MANY / 5, (group + 1) * MANY / 5)));
        }
        context.expect(groups, listedGroups);
        context.expect(listed, context.a().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-5",
            needs = {OWNERS, NO_EVICTION},
            says = "a session that is there from beginning to end is listed exactly once, while others come, go and are"
                    + " renewed",
            because = "pages by position, or by a value that a renewal changes, skip sessions or repeat them",
            source = "the javadoc of dev.sessionstore.Owners")
    default void listsAnOwnerWhileOthersComeAndGo(RuleContext context) {
        List<String> all = new ArrayList<>();
        for (int group = 0; group < 3; group++) {
            all.addAll(loginMany(context, "zoe", MANY / 3));
            context.advance(Duration.ofSeconds(2));
        }
        List<String> stay = new ArrayList<>();
        List<String> go = new ArrayList<>();
        all.forEach(sid -> (stay.size() > go.size() ? go : stay).add(sid));
        List<String> listed = new ArrayList<>();
        Instant later = context.in(HOUR.multipliedBy(5));
        context.a().owners().sids("zoe").forEach(sid -> {
            listed.add(sid);
            if (listed.size() == 1) {
                for (int i = 0; i < go.size(); i++) {
                    if (i % 2 == 0) {
                        context.b().store().destroy(go.get(i));
                    } else {
                        context.b().owners().unbind(go.get(i), "zoe");
                    }
                }
            }
            if (listed.size() == 1 || listed.size() == 40) {
                stay.forEach(sidThatStays -> context.b().owners().bind(sidThatStays, "zoe", later));
                loginMany(context, "zoe", 30);
            }
        });
        context.note("A.owners().sids(\"zoe\") of " + all.size() + ", while B ends every second one, binds the others"
                + " again and logs in 60 new ones");
        context.expect(listed.size(), new HashSet<>(listed).size());
        stay.removeAll(listed);
        context.expect(List.of(), stay);
    }

    @Rule(
            id = "OWNER-6",
            needs = OWNERS,
            says = "an abandoned stream holds nothing, and listing changes no session",
            because = "a connection that is never returned to its pool stops the application after a few listings",
            source = "the javadoc of dev.sessionstore.Owners")
    @SuppressWarnings("MustBeClosedChecker")
    default void abandonedStreamsOfOwnersHoldNothing(RuleContext context) {
        Set<String> sids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            sids.add(login(context, context.a(), "zoe"));
        }
        context.advance(Duration.ofMinutes(40));
        for (int i = 0; i < 60; i++) {
            Optional<String> first = context.a().owners().sids("zoe").findFirst();
            context.expect("one of the sids", sids.contains(first.orElse("none")), first);
        }
        context.note("60 times: A.owners().sids(\"zoe\").findFirst(), never closed");
        context.expect(false, context.a().owners().sids("zoe").isParallel());
        String sid = login(context, context.a(), "noah");
        context.expect(present(TEXT), context.b().get(sid));
        context.expect(sids, new HashSet<>(context.b().sidsOf("zoe")));
        context.advanceBeyond(Duration.ofMinutes(20));
        sids.forEach(
                ended -> context.expect(Optional.empty(), context.a().silently().get(ended)));
    }

    @Rule(
            id = "OWNER-7",
            needs = OWNERS,
            says = "a session that is touched and bound again for days is listed for days, at its place",
            because = "the entry of a session in daily use must not end before the session does",
            source = "the javadoc of dev.sessionstore.Owners")
    default void renewedSessionsStayListed(RuleContext context) {
        String renewed = login(context, context.a(), "zoe");
        context.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 10; i++) {
            context.advance(Duration.ofMinutes(40));
            context.b().bind(renewed, "zoe", context.in(Duration.ofMinutes(90)));
            context.b().touch(renewed, context.in(Duration.ofMinutes(90)));
            context.advance(Duration.ofMinutes(30));
            context.expect(List.of(renewed), context.a().sidsOf("zoe"));
        }
        String younger = login(context, context.a(), "zoe");
        context.a().bind(renewed, "zoe", context.inAnHour());
        context.expect(List.of(renewed, younger), context.a().sidsOf("zoe"));
        context.advanceBeyond(HOUR.multipliedBy(2));
        context.expect(List.of(), context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-39",
            needs = OWNERS,
            says =
                    "sids with a predicate lists what the predicate confirms, in order, and throws what it throws; what it denies"
                            + " keeps its entry for a minute",
            because = "while sessions are moved, an entry here belongs to a session there",
            source = "the javadoc of dev.sessionstore.Owners")
    default void anotherStoreKnowsWhatIsLive(RuleContext context) {
        String first = login(context, context.a(), "zoe");
        context.advance(Duration.ofSeconds(2));
        String denied = login(context, context.b(), "zoe");
        context.advance(Duration.ofSeconds(2));
        String last = login(context, context.a(), "zoe");
        login(context, context.a(), "noah");
        List<String> asked = new ArrayList<>();
        List<String> confirmed = context.a().sidsOf("zoe", sid -> {
            asked.add(sid);
            return !sid.equals(denied) && context.b().store().get(sid).isPresent();
        });
        context.expect(List.of(first, last), confirmed);
        context.expect(List.of(first, denied, last), asked);
        context.expect(List.of(), context.b().sidsOf("zoe", sid -> false));
        context.expect(List.of(first, denied, last), context.b().sidsOf("zoe"));
        IllegalStateException failure = new IllegalStateException("on purpose");
        Stream<String> failing = context.a().owners().sids("zoe", sid -> {
            throw failure;
        });
        context.expect(failure, context.expectThrown(IllegalStateException.class, () -> failing.forEach(any -> {})));
        context.expect(List.of(first, denied, last), context.a().sidsOf("zoe"));
    }

    /** Binds and writes a new session until in an hour. */
    static String login(RuleContext context, Node node, String owner) {
        String sid = context.sid();
        node.bind(sid, owner, context.inAnHour());
        node.set(sid, TEXT, context.inAnHour());
        return sid;
    }

    /** Logs in many at node A, without a step for each. */
    static List<String> loginMany(RuleContext context, String owner, int count) {
        List<String> sids = new ArrayList<>();
        Instant expiry = context.inAnHour();
        context.note("A: " + count + " logins of " + context.wording().of(owner));
        for (int i = 0; i < count; i++) {
            String sid = context.sid();
            context.a().owners().bind(sid, owner, expiry);
            context.a().store().set(sid, TEXT, expiry);
            sids.add(sid);
        }
        return sids;
    }
}
