package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.OwnerRules.login;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sessionstore.StoreEvent.Destroyed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** The index when several use it at once. */
interface OwnerRaceRules {

    @Rule(
            id = "OWNER-30",
            needs = OWNERS,
            says = "a listing or a destroyAll that removes dead entries loses no session that logs in meanwhile",
            because = "between finding an entry dead and removing it, its session may be bound and written again",
            source = "the javadoc of dev.sessionstore.Owners")
    default void pruningLosesNoLogin(RuleContext context) {
        int rounds = 40;
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String sid = context.sid();
            sids.add(sid);
            context.a().owners().bind(sid, "owner " + i, context.in(HOUR));
        }
        context.note("A.owners().bind of " + rounds + " sids, each of an owner of its own");
        context.advance(OwnerEntryRules.BEYOND_A_MINUTE);
        Instant until = context.in(HOUR);
        AtomicLongArray took = new AtomicLongArray(2);
        for (int i = 0; i < rounds; i++) {
            String sid = sids.get(i);
            String owner = "owner " + i;
            boolean lists = i % 2 == 0;
            int call = i % 2;
            long into = took.get(call) * (i % 8) / 8;
            context.together(2, thread -> () -> {
                if (thread == 0) {
                    LockSupport.parkNanos(into);
                    context.b().owners().bind(sid, owner, until);
                    context.b().store().set(sid, TEXT, until);
                    return true;
                }
                long begin = System.nanoTime();
                if (lists) {
                    context.a().silently().sidsOf(owner);
                } else {
                    context.a().owners().destroyAll(owner, Set.of());
                }
                took.set(call, System.nanoTime() - begin);
                return true;
            });
            context.note("B binds and writes it " + NANOSECONDS.toMicros(into) + " µs after A begins to "
                    + (lists ? "list" : "destroy all"));
            boolean live = context.b().store().get(sid).isPresent();
            context.expect(live || lists ? List.of(sid) : List.of(), context.a().sidsOf(owner));
        }
    }

    @Rule(
            id = "OWNER-31",
            needs = OWNERS,
            says = "of binds at once none is lost, and the latest end stays",
            because = "two tabs renew a session at once, and two devices log in at once",
            source = "the javadoc of dev.sessionstore.Owners")
    default void concurrentBinds(RuleContext context) {
        Instant now = context.now();
        Set<String> renewed = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (int round = 0; round < 10; round++) {
            String sid = context.sid();
            renewed.add(sid);
            context.a().set(sid, TEXT, context.in(HOUR.multipliedBy(100)));
            List<String> bound = context.together(8, thread -> () -> {
                Node node = thread % 2 == 0 ? context.a() : context.b();
                String other = context.sid();
                node.owners().bind(sid, "zoe", now.plus(HOUR.multipliedBy(1 + (thread * 5) % 8)));
                node.owners().bind(other, "zoe", now.plus(HOUR));
                node.store().set(other, TEXT, now.plus(HOUR));
                return other;
            });
            others.addAll(bound);
            context.note("8 threads bind one sid until T+1h to T+8h, and one other sid each");
        }
        List<String> listed = context.b().sidsOf("zoe");
        context.expect(others.size() + renewed.size(), listed.size());
        others.addAll(renewed);
        context.expect(others, new HashSet<>(listed));
        context.advance(HOUR.multipliedBy(7).plusMinutes(30));
        context.expect(renewed, new HashSet<>(context.b().sidsOf("zoe")));
        context.advanceBeyond(HOUR);
        context.expect(List.of(), context.a().sidsOf("zoe"));
    }

    @Rule(
            id = "OWNER-32",
            needs = OWNERS,
            says =
                    "destroyAll ends every session whose login was acknowledged before it began; of later ones each is gone"
                            + " or listed",
            because = "whoever blocks an account must know that no device is left, or find the one that is",
            source = "the javadoc of dev.sessionstore.Owners")
    default void completeAgainstLogins(RuleContext context) {
        int calls = 6;
        for (int round = 0; round < 3; round++) {
            String owner = "owner " + round;
            ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
            AtomicInteger loggingIn = new AtomicInteger(3);
            AtomicBoolean over = new AtomicBoolean();
            context.together(4, thread -> () -> {
                if (thread < 3) {
                    try {
                        for (int i = 0; i < 200 && !over.get(); i++) {
                            Node node = i % 2 == 0 ? context.b() : context.a();
                            acknowledged.add(login(context, node.silently(), owner));
                        }
                        return true;
                    } finally {
                        loggingIn.decrementAndGet();
                    }
                }
                try {
                    for (int call = 0; call < calls; call++) {
                        List<String> before = acknowledgedSince(acknowledged, loggingIn);
                        context.a().silently().destroyAll(owner, Set.of());
                        for (String sid : before) {
                            context.expect(absent(), context.b().silently().get(sid));
                        }
                        acknowledged.removeAll(before);
                    }
                    return true;
                } finally {
                    over.set(true);
                }
            });
            context.note("3 threads log " + owner + " in again and again, while A destroys all " + calls + " times");
            Set<String> live = new HashSet<>();
            acknowledged.stream()
                    .filter(sid -> context.a().store().get(sid).isPresent())
                    .forEach(live::add);
            context.expect(live, new HashSet<>(context.b().sidsOf(owner)));
            context.expect(live.size(), context.b().destroyAll(owner, Set.of()));
        }
    }

    /** {@return what is acknowledged, as soon as that is something or nobody logs in any more} */
    private static List<String> acknowledgedSince(Queue<String> acknowledged, AtomicInteger loggingIn) {
        while (acknowledged.isEmpty() && loggingIn.get() > 0) {
            Thread.onSpinWait();
        }
        return List.copyOf(acknowledged);
    }

    @Rule(
            id = "OWNER-33",
            needs = OWNERS,
            says = "of several destroyAll at once each session is destroyed, counted and published once",
            because = "two administrators block an account, and an audit counts every session twice",
            source = "the javadoc of dev.sessionstore.Owners")
    default void severalAtOnce(RuleContext context) {
        List<Node> nodes =
                context.a().store() == context.b().store() ? List.of(context.a()) : List.of(context.a(), context.b());
        List<RecordedEvents> received = nodes.stream()
                .map(node -> RecordedEvents.from(node, Destroyed.class))
                .toList();
        Set<String> sids = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            Set<String> ofRound = new HashSet<>();
            for (int i = 0; i < 15; i++) {
                ofRound.add(login(context, i % 2 == 0 ? context.a() : context.b(), "zoe"));
            }
            sids.addAll(ofRound);
            List<Integer> counts = context.together(
                    4, thread -> () -> (thread % 2 == 0 ? context.a() : context.b()).destroyAll("zoe", Set.of()));
            context.expect(
                    ofRound.size(), counts.stream().mapToInt(Integer::intValue).sum());
        }
        List<String> published = received.stream()
                .flatMap(events -> events.all(Destroyed.class).stream())
                .map(Destroyed::sid)
                .toList();
        context.expect(sids.size(), published.size());
        context.expect(sids, new HashSet<>(published));
    }
}
