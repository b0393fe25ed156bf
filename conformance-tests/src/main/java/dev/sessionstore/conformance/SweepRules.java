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

/** What sweeping by hand removes, and what the end of a session tells. */
interface SweepRules {

    @Rule(
            id = "SWEEP-1",
            needs = SWEEPING,
            says = "sweep removes what is expired and answers how many it removed",
            because = "who calls it from a job of their own needs to know whether there is more to do")
    default void sweepRemovesWhatIsExpired(RuleContext trial) {
        for (int i = 0; i < 3; i++) {
            trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        }
        trial.advance(LONG);
        expectSwept(3, trial, trial.b().sweep(100));
        trial.expect(0, trial.a().sweep(100));
    }

    @Rule(
            id = "SWEEP-2",
            needs = SWEEPING,
            says = "sweep never removes a live session, nor one that was renewed",
            because = "it would log users out at random")
    default void sweepSparesTheLiving(RuleContext trial) {
        String lives = trial.sid();
        String touched = trial.sid();
        String set = trial.sid();
        trial.a().set(lives, TEXT, trial.in(LONG.multipliedBy(2)));
        trial.a().set(touched, TEXT, trial.inAnHour());
        trial.a().touch(touched, trial.in(LONG.multipliedBy(2)));
        trial.a().set(set, TEXT, trial.inAnHour());
        trial.a().set(set, OTHER, trial.in(LONG.multipliedBy(2)));
        trial.expect(0, trial.a().sweep(100));
        trial.advance(LONG);
        trial.expect(0, trial.b().sweep(100));
        trial.expect(present(TEXT), trial.a().get(lives));
        trial.expect(present(TEXT), trial.a().get(touched));
        trial.expect(present(OTHER), trial.a().get(set));
    }

    @Rule(
            id = "SWEEP-3",
            needs = SWEEPING,
            says = "sweep removes no more than it was asked to, and the rest at the next calls",
            because = "one huge removal holds up all requests; small ones do not")
    default void sweepKeepsToItsBound(RuleContext trial) {
        for (int i = 0; i < 5; i++) {
            trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        }
        trial.advance(LONG);
        expectSwept(2, trial, trial.a().sweep(2));
        expectSwept(2, trial, trial.a().sweep(2));
        expectSwept(1, trial, trial.a().sweep(2));
        trial.expect(0, trial.a().sweep(2));
    }

    @Rule(
            id = "SWEEP-4",
            needs = SWEEPING,
            says = "a bound less than 1 is an IllegalArgumentException",
            because = "a job that sweeps nothing for ever is a mistake that should show at once")
    default void sweepRefusesABoundOfNothing(RuleContext trial) {
        for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().sweep(bound));
        }
    }

    @Rule(
            id = "SWEEP-5",
            needs = SWEEPING,
            says = "a sid that was written again after its expiry is alive, and is not swept",
            because = "a leftover's removal must not take its successor with it")
    default void sweepSparesASuccessor(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advance(LONG);
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(0, trial.a().sweep(100));
        trial.expect(present(OTHER), trial.b().get(sid));
        int allowed = trial.harness().sweepsByItself() ? 1 : 0;
        List<Expired> told = heard.all(Expired.class);
        trial.expect("at most " + allowed + " events Expired, of the earlier life", told.size() <= allowed, told);
    }

    @Rule(
            id = "SWEEP-6",
            needs = {SWEEPING, EXPIRED_EVENTS},
            says = "sweep tells Expired for each session that it removes, on the calling thread, and nothing else",
            because = "an application that counts who is online, or closes web sockets, lives on it")
    default void sweepTellsExpired(RuleContext trial) {
        String first = trial.sid();
        String second = trial.sid();
        trial.a().set(first, TEXT, trial.inAnHour());
        trial.a().set(second, TEXT, trial.inAnHour());
        RecordedEvents heard = trial.a().receive();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        trial.a().store().on(Expired.class, event -> threads.add(Thread.currentThread()));
        trial.advance(LONG);
        trial.a().sweep(100);
        if (trial.harness().sweepsByItself()) {
            trial.eventually("Expired told twice", () -> heard.all().size() >= 2);
        }
        trial.expect(Set.of(new Expired(first), new Expired(second)), new HashSet<>(heard.all()));
        trial.expect(2, heard.all().size());
        if (!trial.harness().sweepsByItself()) {
            trial.expect(List.of(Thread.currentThread(), Thread.currentThread()), threads);
        }
    }

    @Rule(
            id = "SWEEP-7",
            needs = EXPIRED_EVENTS,
            says = "the end of each session is told exactly once over all nodes",
            because = "twice told is twice counted; never told is a web socket that stays open")
    default void expiredIsToldOnce(RuleContext trial) {
        Set<String> sids = new HashSet<>();
        RecordedEvents a = trial.a().receive();
        RecordedEvents b = trial.b().receive();
        boolean one = trial.a().store() == trial.b().store();
        for (int i = 0; i < 20; i++) {
            String sid = trial.sid();
            sids.add(sid);
            trial.a().store().set(sid, TEXT, trial.inAnHour());
        }
        trial.note("A.set of 20 sids until T+1h");
        trial.advance(LONG);
        List<Expired> told = new ArrayList<>();
        trial.eventually("Expired told 20 times", () -> {
            trial.a().store().sweeping().ifPresent(sweeping -> sweeping.sweep(7));
            trial.b().store().sweeping().ifPresent(sweeping -> sweeping.sweep(7));
            told.clear();
            told.addAll(a.all(Expired.class));
            told.addAll(one ? List.of() : b.all(Expired.class));
            return told.size() >= 20;
        });
        trial.expect(20, told.size());
        trial.expect(sids, new HashSet<>(told.stream().map(Expired::sid).toList()));
        trial.expect(absent(), trial.a().get(sids.iterator().next()));
    }

    @Rule(
            id = "SWEEP-8",
            needs = EXPIRED_EVENTS,
            says = "a session that was destroyed or ended by a past expiry is not told as expired",
            because = "a logout is no timeout")
    default void destroyedIsNotExpired(RuleContext trial) {
        RecordedEvents heard = trial.a().receive();
        String destroyed = trial.sid();
        String ended = trial.sid();
        String expires = trial.sid();
        trial.a().set(destroyed, TEXT, trial.inAnHour());
        trial.a().set(ended, TEXT, trial.inAnHour());
        trial.a().set(expires, TEXT, trial.inAnHour());
        trial.a().destroy(destroyed);
        trial.a().set(ended, TEXT, trial.past());
        trial.advance(LONG);
        trial.eventually("Expired told", () -> {
            trial.a().store().sweeping().ifPresent(sweeping -> sweeping.sweep(100));
            return !heard.all(Expired.class).isEmpty();
        });
        trial.expect(List.of(new Expired(expires)), heard.all(Expired.class));
    }

    /** Exactly so many, or fewer where a sweeper of the store's own takes its share. */
    private static void expectSwept(int expected, RuleContext trial, int swept) {
        if (trial.harness().sweepsByItself()) {
            trial.expect("at most " + expected, swept >= 0 && swept <= expected, swept);
        } else {
            trial.expect(expected, swept);
        }
    }
}
