package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.EXPIRED_EVENTS;
import static dev.sessionstore.conformance.Requirement.SWEEPING;
import static dev.sessionstore.conformance.Sample.LONG;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreEvent.Expired;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What {@code sweep} removes, and which events the end of a session publishes. */
interface SweepRules {

    @Rule(
            id = "SWEEP-1",
            needs = SWEEPING,
            says = "sweep removes expired records and answers how many it removed",
            because = "an application's own job needs to know whether there is more to sweep")
    default void sweepRemovesWhatIsExpired(RuleContext context) {
        for (int i = 0; i < 3; i++) {
            context.a().set(context.sid(), TEXT, context.inAnHour());
        }
        context.advance(LONG);
        expectSwept(3, context, context.b().sweep(100));
        context.expect(0, context.a().sweep(100));
    }

    @Rule(
            id = "SWEEP-2",
            needs = SWEEPING,
            says = "sweep never removes a live session, nor one that was renewed",
            because = "it would log users out at random")
    default void sweepSparesTheLiving(RuleContext context) {
        String lives = context.sid();
        String touched = context.sid();
        String set = context.sid();
        context.a().set(lives, TEXT, context.in(LONG.multipliedBy(2)));
        context.a().set(touched, TEXT, context.inAnHour());
        context.a().touch(touched, context.in(LONG.multipliedBy(2)));
        context.a().set(set, TEXT, context.inAnHour());
        context.a().set(set, OTHER, context.in(LONG.multipliedBy(2)));
        context.expect(0, context.a().sweep(100));
        context.advance(LONG);
        context.expect(0, context.b().sweep(100));
        context.expect(present(TEXT), context.a().get(lives));
        context.expect(present(TEXT), context.a().get(touched));
        context.expect(present(OTHER), context.a().get(set));
    }

    @Rule(
            id = "SWEEP-3",
            needs = SWEEPING,
            says = "sweep removes no more than its argument allows, and the rest at the next calls",
            because = "one huge removal blocks all requests; small ones do not")
    default void sweepKeepsToItsBound(RuleContext context) {
        for (int i = 0; i < 5; i++) {
            context.a().set(context.sid(), TEXT, context.inAnHour());
        }
        context.advance(LONG);
        expectSwept(2, context, context.a().sweep(2));
        expectSwept(2, context, context.a().sweep(2));
        expectSwept(1, context, context.a().sweep(2));
        context.expect(0, context.a().sweep(2));
    }

    @Rule(
            id = "SWEEP-4",
            needs = SWEEPING,
            says = "a bound less than 1 is an IllegalArgumentException",
            because = "a job that never sweeps anything is a mistake that should show at once")
    default void sweepRefusesABoundOfNothing(RuleContext context) {
        for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().sweep(bound));
        }
    }

    @Rule(
            id = "SWEEP-5",
            needs = SWEEPING,
            says = "a sid that was written again after its expiry is live, and is not swept",
            because = "removing an expired record must not remove the new session under the same sid")
    default void sweepSparesASuccessor(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advance(LONG);
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(0, context.a().sweep(100));
        context.expect(present(OTHER), context.b().get(sid));
        int allowed = context.harness().sweepsByItself() ? 1 : 0;
        List<Expired> expired = received.all(Expired.class);
        context.expect(
                "at most " + allowed + " events Expired, of the earlier life", expired.size() <= allowed, expired);
    }

    @Rule(
            id = "SWEEP-6",
            needs = {SWEEPING, EXPIRED_EVENTS},
            says =
                    "sweep publishes Expired for each session that it removes, on the calling thread, and no other event",
            because = "an application that counts users online, or closes web sockets, depends on it")
    default void sweepTellsExpired(RuleContext context) {
        String first = context.sid();
        String second = context.sid();
        context.a().set(first, TEXT, context.inAnHour());
        context.a().set(second, TEXT, context.inAnHour());
        RecordedEvents received = context.a().receive();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        context.a().store().on(Expired.class, event -> threads.add(Thread.currentThread()));
        context.advance(LONG);
        context.a().sweep(100);
        if (context.harness().sweepsByItself()) {
            context.eventually("Expired published twice", () -> received.all().size() >= 2);
        }
        context.expect(Set.of(new Expired(first), new Expired(second)), new HashSet<>(received.all()));
        context.expect(2, received.all().size());
        if (!context.harness().sweepsByItself()) {
            context.expect(List.of(Thread.currentThread(), Thread.currentThread()), threads);
        }
    }

    @Rule(
            id = "SWEEP-7",
            needs = EXPIRED_EVENTS,
            says = "Expired is published exactly once for each session over all nodes",
            because = "an event published twice is counted twice; one that is missing leaves a web socket open")
    default void expiredIsToldOnce(RuleContext context) {
        Set<String> sids = new HashSet<>();
        RecordedEvents a = context.a().receive();
        RecordedEvents b = context.b().receive();
        boolean one = context.a().store() == context.b().store();
        for (int i = 0; i < 20; i++) {
            String sid = context.sid();
            sids.add(sid);
            context.a().store().set(sid, TEXT, context.inAnHour());
        }
        context.note("A.set of 20 sids until T+1h");
        context.advance(LONG);
        List<Expired> published = new ArrayList<>();
        context.eventually("Expired published 20 times", () -> {
            context.a().store().sweeping().ifPresent(sweeping -> sweeping.sweep(7));
            context.b().store().sweeping().ifPresent(sweeping -> sweeping.sweep(7));
            published.clear();
            published.addAll(a.all(Expired.class));
            published.addAll(one ? List.of() : b.all(Expired.class));
            return published.size() >= 20;
        });
        context.expect(20, published.size());
        context.expect(sids, new HashSet<>(published.stream().map(Expired::sid).toList()));
        context.expect(absent(), context.a().get(sids.iterator().next()));
    }

    @Rule(
            id = "SWEEP-8",
            needs = EXPIRED_EVENTS,
            says = "Expired is not published for a session that was destroyed or removed by a past expiry",
            because = "a logout is no timeout")
    default void destroyedIsNotExpired(RuleContext context) {
        RecordedEvents received = context.a().receive();
        String destroyed = context.sid();
        String ended = context.sid();
        String expires = context.sid();
        context.a().set(destroyed, TEXT, context.inAnHour());
        context.a().set(ended, TEXT, context.inAnHour());
        context.a().set(expires, TEXT, context.inAnHour());
        context.a().destroy(destroyed);
        context.a().set(ended, TEXT, context.past());
        context.advance(LONG);
        context.eventually("Expired published", () -> {
            context.a().store().sweeping().ifPresent(sweeping -> sweeping.sweep(100));
            return !received.all(Expired.class).isEmpty();
        });
        context.expect(List.of(new Expired(expires)), received.all(Expired.class));
    }

    /** Exactly this many, or fewer where the store's own sweeper runs too. */
    private static void expectSwept(int expected, RuleContext context, int swept) {
        if (context.harness().sweepsByItself()) {
            context.expect("at most " + expected, swept >= 0 && swept <= expected, swept);
        } else {
            context.expect(expected, swept);
        }
    }
}
