package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.OwnerRules.login;
import static dev.sessionstore.conformance.Requirement.LISTING;
import static dev.sessionstore.conformance.Requirement.NEIGHBOUR;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Requirement.OWNER_RECORDS;
import static dev.sessionstore.conformance.Sample.FAR;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.LONG;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How entries begin, move and end. */
interface OwnerEntryRules {

    Duration BEYOND_A_MINUTE = Duration.ofMinutes(2);

    @Rule(
            id = "OWNER-8",
            needs = OWNERS,
            says = "a bind moves the end of an entry to later only, and one with an instant already past does nothing",
            because = "two requests renew a session at once, and the shorter one must not hide it",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theEndMovesToLaterOnly(RuleContext context) {
        String sid = context.sid();
        context.a().bind(sid, "zoe", context.in(HOUR.multipliedBy(4)));
        context.a().set(sid, TEXT, context.in(HOUR.multipliedBy(9)));
        context.b().bind(sid, "zoe", context.inAnHour());
        context.a().bind(sid, "zoe", context.past());
        context.a().bind(sid, "zoe", Instant.MIN);
        context.advanceBeyond(HOUR.multipliedBy(2));
        context.expect(List.of(sid), context.b().sidsOf("zoe"));
        context.b().bind(sid, "zoe", context.in(HOUR.multipliedBy(4)));
        context.advanceBeyond(HOUR.multipliedBy(3));
        context.expect(List.of(sid), context.a().sidsOf("zoe"));
        String unknown = context.sid();
        context.a().set(unknown, TEXT, context.inAnHour());
        context.a().bind(unknown, "noah", context.past());
        context.a().bind(unknown, "noah", Instant.MIN);
        context.expect(List.of(), context.b().sidsOf("noah"));
        context.expect(false, context.b().unbind(unknown, "noah"));
    }

    @Rule(
            id = "OWNER-9",
            needs = OWNERS,
            says = "an entry ends at its instant though its session lives, and may be made again",
            because = "an index whose entries do not end by themselves grows for ever",
            source = "the javadoc of dev.sessionstore.Owners")
    default void anEntryEndsAtItsInstant(RuleContext context) {
        String sid = context.sid();
        context.a().bind(sid, "zoe", context.inAnHour());
        context.a().set(sid, TEXT, context.in(LONG));
        context.advance(Duration.ofMinutes(50));
        context.expect(List.of(sid), context.b().sidsOf("zoe"));
        context.advanceBeyond(Duration.ofMinutes(10));
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(0, context.b().destroyAll("zoe", Set.of()));
        context.expect(false, context.a().unbind(sid, "zoe"));
        context.expect(present(TEXT), context.a().get(sid));
        String second = login(context, context.a(), "zoe");
        context.advance(Duration.ofSeconds(2));
        context.b().bind(sid, "zoe", context.inAnHour());
        context.expect(List.of(second, sid), context.a().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-10",
            needs = OWNERS,
            says = "unbind removes this owner's entry and nothing else, and answers whether there was one",
            because = "a logout ends one entry, not all of them",
            source = "the javadoc of dev.sessionstore.Owners")
    default void unbindRemovesOneEntry(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        String stays = login(context, context.a(), "zoe");
        context.a().bind(sid, "noah", context.inAnHour());
        context.expect(false, context.a().unbind(sid, "nobody"));
        context.expect(false, context.a().unbind(context.sid(), "zoe"));
        context.expect(true, context.b().unbind(sid, "zoe"));
        context.expect(false, context.a().unbind(sid, "zoe"));
        context.expect(List.of(stays), context.a().sidsOf("zoe"));
        context.expect(List.of(sid), context.a().sidsOf("noah"));
        context.expect(present(TEXT), context.a().get(sid));
        String never = context.sid();
        context.a().bind(never, "zoe", context.inAnHour());
        context.expect(true, context.b().unbind(never, "zoe"));
        context.a().set(never, TEXT, context.inAnHour());
        context.expect(List.of(stays), context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-11",
            needs = OWNERS,
            says = "a session that ended is not listed, however it ended",
            because = "a device that logged out must not be shown as logged in, nor count against a maximum",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theDeadAreNotListed(RuleContext context) {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String sid = context.sid();
            context.a().bind(sid, "zoe", context.in(LONG));
            context.a().set(sid, TEXT, context.in(i == 4 ? HOUR : LONG));
            sids.add(sid);
        }
        context.expect(new HashSet<>(sids), new HashSet<>(context.b().sidsOf("zoe")));
        context.a().destroy(sids.get(0));
        context.b().set(sids.get(1), TEXT, context.past());
        context.a().touch(sids.get(2), context.past());
        context.expect(
                Set.of(sids.get(3), sids.get(4)), new HashSet<>(context.a().sidsOf("zoe")));
        context.advanceBeyond(HOUR);
        context.expect(List.of(sids.get(3)), context.a().sidsOf("zoe"));
        context.expect(List.of(sids.get(3)), context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-12",
            needs = OWNERS,
            says = "listing and destroyAll remove entries that are dead for more than a minute, and no others",
            because = "the entries of sessions that ended early pile up until their instant",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theDeadAreRemovedOnTheWay(RuleContext context) {
        for (String owner : List.of("zoe", "noah")) {
            String lives = login(context, context.a(), owner);
            String dead = login(context, context.a(), owner);
            String never = context.sid();
            context.a().bind(never, owner, context.inAnHour());
            context.a().destroy(dead);
            context.advance(BEYOND_A_MINUTE);
            if (owner.equals("zoe")) {
                context.expect(List.of(lives), context.b().sidsOf(owner));
            } else {
                context.expect(0, context.b().destroyAll(owner, Set.of(lives)));
            }
            context.expect(false, context.a().unbind(dead, owner));
            context.expect(false, context.b().unbind(never, owner));
            context.expect(true, context.a().unbind(lives, owner));
        }
    }

    @Rule(
            id = "OWNER-13",
            needs = OWNERS,
            says = "a session may have several owners, and each has an entry of its own",
            because = "an account and the organisation that it belongs to both log sessions out",
            source = "the javadoc of dev.sessionstore.Owners")
    default void severalOwners(RuleContext context) {
        String shared = login(context, context.a(), "zoe");
        context.b().bind(shared, "company", context.in(HOUR.multipliedBy(3)));
        String other = login(context, context.b(), "company");
        context.expect(List.of(shared), context.a().sidsOf("zoe"));
        context.expect(Set.of(shared, other), new HashSet<>(context.a().sidsOf("company")));
        context.a().touch(shared, context.in(HOUR.multipliedBy(3)));
        context.a().touch(other, context.in(HOUR.multipliedBy(3)));
        context.advanceBeyond(HOUR);
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(List.of(shared), context.b().sidsOf("company"));
        context.a().bind(shared, "zoe", context.inAnHour());
        context.expect(1, context.a().destroyAll("zoe", Set.of()));
        context.expect(List.of(), context.a().sidsOf("company"));
    }

    @Rule(
            id = "OWNER-14",
            needs = OWNERS,
            says = "an entry with an end far in the future lasts, and is no error",
            because = "a session without an end is bound until the end of time",
            source = "the javadoc of dev.sessionstore.Owners")
    default void farEnds(RuleContext context) {
        List<String> sids = new ArrayList<>();
        for (Instant far : FAR) {
            String sid = context.sid();
            context.a().bind(sid, "zoe", far);
            context.a().bind(sid, "zoe", far);
            context.a().set(sid, TEXT, far);
            context.advance(Duration.ofSeconds(2));
            sids.add(sid);
        }
        context.a().bind(sids.get(0), "zoe", context.inAnHour());
        context.expect(sids, context.b().sidsOf("zoe"));
        context.advance(Duration.ofDays(365 * 5));
        context.expect(sids, context.a().sidsOf("zoe"));
        context.expect(sids.size(), context.b().destroyAll("zoe", Set.of()));
    }

    @Rule(
            id = "OWNER-15",
            needs = {OWNERS, LISTING},
            says = "clear removes all entries, and no listing or count shows the index",
            because = "after a clear nothing is left that names a session",
            source = "the javadoc of dev.sessionstore.Listing and of dev.sessionstore.Owners")
    default void clearRemovesEntries(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        String never = context.sid();
        context.b().bind(never, "noah", context.inAnHour());
        context.expect(Set.of(sid), context.b().sids());
        context.expect(1L, context.b().count());
        context.a().clear();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(never, TEXT, context.inAnHour());
        for (Node node : List.of(context.a(), context.b())) {
            context.expect(List.of(), node.sidsOf("zoe"));
            context.expect(List.of(), node.sidsOf("noah"));
        }
        context.expect(false, context.b().unbind(sid, "zoe"));
    }

    @Rule(
            id = "OWNER-40",
            needs = OWNERS,
            says = "clear of the index removes all entries, those without a session too, and no session",
            because = "an index that is built anew must not keep what was wrong in it, nor log anybody out",
            source = "the javadoc of dev.sessionstore.Owners")
    default void clearOfTheIndexKeepsSessions(RuleContext context) {
        String sid = login(context, context.a(), "zoe");
        String other = login(context, context.b(), "noah");
        String never = context.sid();
        context.b().bind(never, "zoe", context.in(LONG));
        RecordedEvents received = context.a().receive();
        context.a().clearOwners();
        context.expect(List.of(), received.all());
        context.expect(List.of(), context.b().sidsOf("zoe"));
        context.expect(0, context.b().destroyAll("noah", Set.of()));
        context.expect(false, context.a().unbind(never, "zoe"));
        context.expect(present(TEXT), context.b().get(sid));
        context.expect(present(TEXT), context.a().get(other));
        context.advance(Duration.ofSeconds(2));
        context.a().bind(sid, "zoe", context.inAnHour());
        context.expect(List.of(sid), context.b().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-16",
            needs = {OWNERS, LISTING, NEIGHBOUR},
            says = "the index is limited to the store's own prefix or table",
            because = "two applications share a server; blocking a user of one must not log out a user of the other",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theIndexKeepsToItself(RuleContext context) {
        Node neighbour = context.neighbour().orElseThrow();
        String mine = login(context, context.a(), "zoe");
        String theirs = login(context, neighbour, "zoe");
        neighbour.set(mine, TEXT, context.inAnHour());
        context.expect(List.of(mine), context.a().sidsOf("zoe"));
        context.expect(List.of(theirs), neighbour.sidsOf("zoe"));
        context.a().clearOwners();
        context.expect(List.of(theirs), neighbour.sidsOf("zoe"));
        context.a().bind(mine, "zoe", context.inAnHour());
        context.expect(1, context.a().destroyAll("zoe", Set.of()));
        context.expect(present(TEXT), neighbour.get(mine));
        context.a().clear();
        context.expect(List.of(theirs), neighbour.sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-17",
            needs = {OWNERS, OWNER_RECORDS},
            says = "entries that ended leave no record behind, without anybody listing them",
            because = "an index that grows with every login fills the server's memory",
            source = "the javadoc of dev.sessionstore.Owners")
    default void nothingLeaks(RuleContext context) {
        context.a().bind(context.sid(), "zoe", context.in(Duration.ofDays(31)));
        for (int day = 0; day < 30; day++) {
            context.a().bind(context.sid(), "zoe", context.inAnHour());
            context.advance(HOUR.multipliedBy(24));
        }
        context.a().bind(context.sid(), "zoe", context.inAnHour());
        sweep(context);
        long left = context.harness().ownerRecords().orElseThrow();
        context.expect("few records: two entries have not ended", left >= 2 && left <= 8, left);
        context.note("A.owners().bind of 200 sids of 20 owners, until T+1h to T+2h");
        for (int i = 0; i < 200; i++) {
            Instant until = context.inAnHour().plusSeconds(i * 18);
            context.a().owners().bind(context.sid(), "owner " + i % 20, until);
        }
        context.advance(LONG);
        sweep(context);
        context.expect(0L, context.harness().ownerRecords().orElseThrow());
    }

    private static void sweep(RuleContext context) {
        context.b().store().sweeping().ifPresent(sweeping -> {
            context.note("B.sweeping().sweep(100), 10 times");
            for (int i = 0; i < 10; i++) {
                sweeping.sweep(100);
            }
        });
    }
}
