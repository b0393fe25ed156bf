package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How old a read may be. A store that declares nothing must be fresh. */
interface StalenessRules {

    @Rule(
            id = "STALE-1",
            says = "staleness is zero or more, and the same at every call and node",
            because = "the application is built on it once, when it starts")
    default void stalenessIsFixed(RuleContext context) {
        Duration declared = context.a().store().staleness();
        context.note("A.staleness() → " + declared);
        context.expect("zero or more", !declared.isNegative(), declared);
        for (int i = 0; i < 3; i++) {
            String sid = context.sid();
            context.a().set(sid, TEXT, context.inAnHour());
            context.a().get(sid);
            context.expect(declared, context.a().store().staleness());
            context.expect(declared, context.b().store().staleness());
        }
    }

    @Rule(
            id = "STALE-2",
            says = "no read is older than staleness() while another node writes again and again, nor afterwards",
            because = "a cart that shows an old state for longer than was said is a cart that loses articles")
    default void noReadIsOlder(RuleContext context) {
        Versions versions = new Versions(context);
        Store a = context.a().raw();
        Store b = context.b().raw();
        Duration staleness = a.staleness();
        String another = context.sid();
        Instant expiry = context.inAnHour();
        versions.write(b);
        AtomicBoolean over = new AtomicBoolean();
        context.note("B writes a session again and again, A reads it, and writes another one");
        context.together(2, thread -> () -> {
            if (thread == 0) {
                while (!over.get()) {
                    versions.write(b);
                    LockSupport.parkNanos(500_000);
                }
                return true;
            }
            try {
                readFor(staleness.multipliedBy(3).plusMillis(60), versions, a, another, expiry);
            } finally {
                over.set(true);
            }
            return true;
        });
        context.note("B writes it once more, A goes on");
        versions.write(b);
        readFor(staleness.multipliedBy(2).plusMillis(20), versions, a, another, expiry);
    }

    private static void readFor(Duration time, Versions versions, Store reader, String another, Instant expiry) {
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            versions.read(reader);
            if (i % 8 == 0) {
                reader.set(another, TEXT, expiry);
            }
            LockSupport.parkNanos(50_000);
        }
        versions.read(reader);
    }

    @Rule(
            id = "STALE-3",
            says = "a change of every kind by another node is seen by reads that begin staleness() later",
            because = "whoever logged out on one node must be logged out on all")
    default void everyChangeIsSeen(RuleContext context) {
        Store a = context.a().raw();
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Change change : Change.all(context)) {
            String sid = change.prepare(context, context.b());
            changes.put(sid, change);
        }
        context.outwaitStaleness();
        changes.forEach((sid, change) -> {
            context.expect(change.before() ? present(TEXT) : absent(), a.get(sid));
            a.get(sid);
        });
        context.note("A.get of each session, twice");
        changes.forEach((sid, change) -> change.by().accept(context.b(), sid));
        context.outwaitStaleness();
        changes.forEach((sid, change) -> expectRead(context, "A after " + change.what(), change.after(), a, sid));
        if (context.b().store().listing().isPresent()) {
            context.b().clear();
            context.outwaitStaleness();
            changes.forEach((sid, change) -> expectRead(context, "A after a clear", absent(), a, sid));
        }
    }

    private static void expectRead(
            RuleContext context, String what, Optional<String> expected, Store store, String sid) {
        Optional<String> got = store.get(sid);
        context.note("get(" + context.wording().of(sid) + ") at " + what + " → "
                + context.wording().of(got));
        context.expect(expected, got);
    }

    @Rule(
            id = "STALE-4",
            says = "when another node moved the expiry, the session ends by the new one, sooner or later",
            because = "a copy that keeps its first expiry logs users out while they work, or keeps them in")
    default void movedExpiriesAreSeen(RuleContext context) {
        String sooner = context.sid();
        String later = context.sid();
        context.b().set(sooner, TEXT, context.inAnHour());
        context.b().set(later, TEXT, context.in(Duration.ofMinutes(2)));
        Store a = context.a().raw();
        context.outwaitStaleness();
        expectRead(context, "A", present(TEXT), a, sooner);
        expectRead(context, "A", present(TEXT), a, later);
        context.b().touch(sooner, context.in(Duration.ofMinutes(2)));
        context.b().touch(later, context.inAnHour());
        context.outwaitStaleness();
        expectRead(context, "A", present(TEXT), a, sooner);
        expectRead(context, "A", present(TEXT), a, later);
        context.advanceBeyond(Duration.ofMinutes(3));
        context.outwaitStaleness();
        expectRead(context, "A", absent(), a, sooner);
        expectRead(context, "A", present(TEXT), a, later);
    }

    @Rule(
            id = "STALE-5",
            says = "own writes of every kind are seen by own reads at once, also while another node writes",
            because = "a browser that is sent on after a change must see it")
    default void ownWritesAreSeenAtOnce(RuleContext context) {
        Store a = context.a().raw();
        for (Change change : Change.all(context)) {
            String sid = change.prepare(context, context.a());
            a.get(sid);
            a.get(sid);
            change.by().accept(context.a(), sid);
            expectRead(context, "A after its own " + change.what(), change.after(), a, sid);
        }
        if (context.a().store().listing().isPresent()) {
            String sid = context.sid();
            context.a().set(sid, TEXT, context.inAnHour());
            a.get(sid);
            context.a().clear();
            expectRead(context, "A after its own clear", absent(), a, sid);
        }
        whileAnotherNodeWrites(context);
    }

    /** A read after an own write sees it, or what was written by the other later; what the other had written before is too old. */
    private static void whileAnotherNodeWrites(RuleContext context) {
        Versions others = new Versions(context);
        Store a = context.a().raw();
        Instant expiry = context.inAnHour();
        AtomicBoolean over = new AtomicBoolean();
        context.note("B writes versions of a session, A writes and reads it");
        context.together(2, thread -> () -> {
            if (thread == 0) {
                while (!over.get()) {
                    others.write(context.b().raw());
                    LockSupport.parkNanos(200_000);
                }
                return true;
            }
            try {
                for (int i = 1; i <= 60; i++) {
                    a.get(others.sid());
                    int before = others.acknowledged();
                    a.set(others.sid(), "-" + i, expiry);
                    int got = a.get(others.sid()).map(Integer::parseInt).orElse(0);
                    context.expect(
                            "its own text -" + i + ", or a version of B after " + before,
                            got == -i || got > before,
                            got);
                }
            } finally {
                over.set(true);
            }
            return true;
        });
    }

    @Rule(
            id = "STALE-6",
            says = "a read that races a write leaves nothing older behind",
            because =
                    "a text that was read before a change and kept after it stays until the next change, maybe for hours",
            source = "the classic race of caches: read, change, report, put")
    default void racingReadsLeaveNothingOld(RuleContext context) {
        int rounds = 48;
        List<String> sids = new ArrayList<>();
        AtomicLong took = new AtomicLong();
        Instant expiry = context.inAnHour();
        for (int i = 0; i < rounds; i++) {
            String sid = context.sid();
            sids.add(sid);
            context.b().store().set(sid, TEXT, expiry);
            Store writer = (i % 2 == 0 ? context.b() : context.a()).raw();
            boolean ends = i % 4 < 2;
            long into = took.get() * (i / 4 % 6) / 6;
            context.together(2, thread -> () -> {
                if (thread == 0) {
                    LockSupport.parkNanos(into);
                    if (ends) {
                        writer.destroy(sid);
                    } else {
                        writer.set(sid, OTHER, expiry);
                    }
                    return true;
                }
                long begin = System.nanoTime();
                context.a().raw().get(sid);
                took.set(System.nanoTime() - begin);
                return true;
            });
            context.note((i % 2 == 0 ? "B" : "A") + (ends ? " destroys" : " writes") + " it "
                    + NANOSECONDS.toMicros(into) + " µs after A begins to read");
            if (i % 2 == 1) {
                expectRead(
                        context,
                        "A",
                        ends ? absent() : present(OTHER),
                        context.a().raw(),
                        sid);
            }
        }
        context.outwaitStaleness();
        for (int i = 0; i < rounds; i++) {
            expectRead(
                    context,
                    "A",
                    i % 4 < 2 ? absent() : present(OTHER),
                    context.a().raw(),
                    sids.get(i));
        }
    }
}
