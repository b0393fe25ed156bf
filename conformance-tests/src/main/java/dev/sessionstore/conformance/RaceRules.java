package dev.sessionstore.conformance;

import static dev.sessionstore.WriteOutcome.CHANGED;
import static dev.sessionstore.WriteOutcome.GONE;
import static dev.sessionstore.WriteOutcome.WRITTEN;
import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What two nodes may do to one session at the same time. */
interface RaceRules {

    @Rule(
            id = "RACE-1",
            says = "after any two calls at two nodes, in any order and from any state, all is as the contract says",
            because = "each of these pairs happens between two tabs of one browser")
    default void everyPairOfCalls(RuleContext trial) {
        boolean conditional = trial.a().store().conditionalWrites().isPresent();
        List<Op> ops = Op.all("1", "2").stream()
                .filter(op -> conditional || !op.isConditional())
                .toList();
        List<String> expired = new ArrayList<>();
        for (int i = 0; i < ops.size() * ops.size(); i++) {
            expired.add(trial.sid());
            trial.a().store().set(expired.get(i), "1", trial.inAnHour());
        }
        trial.note("A.set of " + expired.size() + " sids until T+1h");
        trial.advanceBeyond(HOUR);
        for (Op first : ops) {
            for (Op second : ops) {
                pair(trial, trial.sid(), Optional.empty(), first, second);
                pair(trial, trial.sid(), Optional.of("1"), first, second);
                pair(trial, expired.remove(0), Optional.empty(), first, second);
            }
        }
    }

    @Rule(
            id = "RACE-2",
            needs = CONDITIONAL_WRITES,
            says = "of two requests that load, change and save one session, the later one learns of the earlier one",
            because = "what the first request saved must not be lost; two tabs, one shopping cart")
    default void noLostUpdate(RuleContext trial) {
        String sid = trial.sid();
        trial.a().create(sid, "[]", trial.inAnHour());
        String atA = trial.a().get(sid).orElse("");
        String atB = trial.b().get(sid).orElse("");
        trial.expect(WRITTEN, trial.a().replace(sid, atA, "[1]", trial.inAnHour()));
        trial.expect(CHANGED, trial.b().replace(sid, atB, "[2]", trial.inAnHour()));
        trial.expect(present("[1]"), trial.b().get(sid));
        trial.expect(WRITTEN, trial.b().replace(sid, "[1]", "[1,2]", trial.inAnHour()));
        trial.a().destroy(sid);
        trial.expect(GONE, trial.b().replace(sid, "[1,2]", "[1,2,3]", trial.inAnHour()));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "RACE-3",
            needs = CONDITIONAL_WRITES,
            says = "of many creates of one sid at once, exactly one wins, and its text stays",
            because = "two owners of one session are two users logged in as one")
    default void oneCreateWins(RuleContext trial) {
        for (int round = 0; round < 20; round++) {
            String sid = trial.sid();
            Instant expiry = trial.inAnHour();
            List<Boolean> created =
                    trial.together(8, i -> () -> conditional(trial, i).create(sid, String.valueOf(i), expiry));
            trial.note("8 threads at A and B create " + sid + " → " + created);
            trial.expect(1, Collections.frequency(created, true));
            trial.expect(
                    present(String.valueOf(created.indexOf(true))), trial.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-4",
            needs = CONDITIONAL_WRITES,
            says = "N increments by get and replace, tried again while CHANGED, count N",
            because =
                    "this is how the session layer saves; a replace that is not one step loses views, points and money")
    default void incrementsAreNotLost(RuleContext trial) {
        String sid = trial.sid();
        Instant expiry = trial.inAnHour();
        trial.a().create(sid, "0", expiry);
        int threads = 8;
        int increments = 20;
        trial.together(threads, i -> () -> {
            for (int n = 0; n < increments; n++) {
                increment(node(trial, i), sid, expiry);
            }
            return true;
        });
        trial.note(threads + " threads at A and B, each " + increments + " increments");
        trial.expect(present(String.valueOf(threads * increments)), trial.a().get(sid));
    }

    @Rule(
            id = "RACE-5",
            says = "of many destroys at once exactly one answers true",
            because = "what is done once for each logout is done once")
    default void oneDestroyWins(RuleContext trial) {
        for (int round = 0; round < 20; round++) {
            String sid = trial.sid();
            trial.a().set(sid, TEXT, trial.inAnHour());
            List<Boolean> destroyed =
                    trial.together(8, i -> () -> node(trial, i).destroy(sid));
            trial.note("8 threads at A and B destroy " + sid + " → " + destroyed);
            trial.expect(1, Collections.frequency(destroyed, true));
            trial.expect(absent(), trial.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-6",
            says = "text and expiry are written in one step: of two sets at once both are from the same one",
            because = "the text of the one with the expiry of the other is a session that nobody wrote")
    default void textAndExpiryBelongTogether(RuleContext trial) {
        List<String> sids = new ArrayList<>();
        Instant early = trial.inAnHour();
        Instant late = trial.in(HOUR.multipliedBy(3));
        for (int round = 0; round < 30; round++) {
            String sid = trial.sid();
            sids.add(sid);
            trial.together(4, i -> () -> {
                node(trial, i).set(sid, i % 2 == 0 ? "\"early\"" : "\"late\"", i % 2 == 0 ? early : late);
                return true;
            });
        }
        trial.note("for each of 30 sids, 4 threads at A and B: two set \"early\" until T+1h, two \"late\" until T+3h");
        List<Optional<String>> texts = sids.stream().map(trial.a().store()::get).toList();
        trial.advanceBeyond(HOUR);
        for (int i = 0; i < sids.size(); i++) {
            Optional<String> expected = texts.get(i).filter("\"late\""::equals);
            trial.expect(expected, trial.a().get(sids.get(i)));
        }
    }

    @Rule(
            id = "RACE-7",
            says = "a touch at the same time as a set never undoes the new text",
            because = "a request that only reads runs beside one that saves on every busy page")
    default void touchBesideSet(RuleContext trial) {
        for (int round = 0; round < 40; round++) {
            int late = round;
            String sid = trial.sid();
            Instant expiry = trial.inAnHour();
            trial.a().set(sid, TEXT, expiry);
            trial.together(3, i -> () -> {
                if (i == 0) {
                    letOthersBegin(late);
                    trial.a().store().set(sid, OTHER, expiry);
                } else {
                    trial.b().store().touch(sid, expiry);
                }
                return true;
            });
            trial.note("at once: A.set(" + sid + ", " + OTHER + "), twice B.touch(" + sid + ")");
            trial.expect(present(OTHER), trial.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-8",
            says = "a touch at the same time as a destroy never brings the session back",
            because = "who logs out in one tab while another one polls must be logged out",
            source = "connect-redis #328 and the javadoc of Store.touch")
    default void touchBesideDestroy(RuleContext trial) {
        for (int round = 0; round < 40; round++) {
            int late = round;
            String sid = trial.sid();
            Instant expiry = trial.inAnHour();
            trial.a().set(sid, TEXT, expiry);
            trial.together(3, i -> () -> {
                if (i == 0) {
                    letOthersBegin(late);
                    return trial.a().store().destroy(sid);
                }
                return trial.b().store().touch(sid, expiry);
            });
            trial.note("at once: A.destroy(" + sid + "), twice B.touch(" + sid + ")");
            trial.expect(absent(), trial.b().get(sid));
            trial.expect(absent(), trial.a().get(sid));
        }
    }

    @Rule(
            id = "RACE-9",
            says = "a reader sees whole texts only, while others write",
            because = "half of one text and half of another is no JSON, and an error page for the user")
    default void readersSeeWholeTexts(RuleContext trial) {
        String sid = trial.sid();
        Instant expiry = trial.inAnHour();
        List<String> texts = List.of("\"" + "a".repeat(20_000) + "\"", "\"" + "b".repeat(30_000) + "\"");
        trial.a().set(sid, texts.get(0), expiry);
        CountDownLatch writing = new CountDownLatch(2);
        List<Boolean> whole = trial.together(4, i -> () -> {
            if (i < 2) {
                writeTimes(30, node(trial, i), sid, texts.get(i), expiry, writing);
                return true;
            }
            boolean all = true;
            do {
                all &= node(trial, i).get(sid).filter(texts::contains).isPresent();
            } while (writing.getCount() > 0);
            return all;
        });
        trial.note("2 threads set two texts 30 times, 2 threads get meanwhile; whether each saw whole ones: " + whole);
        trial.expect(Set.of(true), Set.copyOf(whole));
    }

    @Rule(
            id = "RACE-10",
            says = "random calls of several threads at two nodes can be explained as one after another",
            because = "this is what atomic means; whatever the other rules forgot shows here",
            source = "linearizability, Herlihy and Wing 1990")
    default void historiesAreLinearizable(RuleContext trial) {
        new RandomHistories(trial).check();
    }

    /** A little more in each round, so that the call comes before, amid and after the other one. */
    private static void letOthersBegin(int round) {
        LockSupport.parkNanos(round * 20_000L);
    }

    private static void writeTimes(
            int times, Store store, String sid, String text, Instant expiry, CountDownLatch writing) {
        try {
            for (int n = 0; n < times; n++) {
                store.set(sid, text, expiry);
            }
        } finally {
            writing.countDown();
        }
    }

    private static void increment(Store store, String sid, Instant expiry) {
        while (true) {
            String seen = store.get(sid).orElseThrow();
            String next = String.valueOf(Integer.parseInt(seen) + 1);
            if (store.conditionalWrites().orElseThrow().replace(sid, seen, next, expiry) == WRITTEN) {
                return;
            }
        }
    }

    private static void pair(RuleContext trial, String sid, Optional<String> begin, Op first, Op second) {
        Instant future = trial.inAnHour();
        begin.ifPresent(text -> trial.a().set(sid, text, future));
        Op.Effect afterFirst = first.in(begin);
        trial.expect(afterFirst.answer(), first.on(trial.a(), sid, future, trial.past()));
        Op.Effect afterSecond = second.in(afterFirst.state());
        trial.expect(afterSecond.answer(), second.on(trial.b(), sid, future, trial.past()));
        trial.expect(afterSecond.state(), trial.a().get(sid));
    }

    private static Store node(RuleContext trial, int thread) {
        return (thread / 2 % 2 == 0 ? trial.a() : trial.b()).store();
    }

    private static ConditionalWrites conditional(RuleContext trial, int thread) {
        return node(trial, thread).conditionalWrites().orElseThrow();
    }
}
