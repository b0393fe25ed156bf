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

/** Calls of two nodes on one session at the same time. */
interface RaceRules {

    @Rule(
            id = "RACE-1",
            says =
                    "after any two calls at two nodes, in any order and from any state, answers and state follow the contract",
            because = "each of these pairs happens between two tabs of one browser")
    default void everyPairOfCalls(RuleContext context) {
        boolean conditional = context.a().store().conditionalWrites().isPresent();
        List<Op> ops = Op.all("1", "2").stream()
                .filter(op -> conditional || !op.isConditional())
                .toList();
        List<String> expired = new ArrayList<>();
        for (int i = 0; i < ops.size() * ops.size(); i++) {
            expired.add(context.sid());
            context.a().store().set(expired.get(i), "1", context.inAnHour());
        }
        context.note("A.set of " + expired.size() + " sids until T+1h");
        context.advanceBeyond(HOUR);
        for (Op first : ops) {
            for (Op second : ops) {
                pair(context, context.sid(), Optional.empty(), first, second);
                pair(context, context.sid(), Optional.of("1"), first, second);
                pair(context, expired.remove(0), Optional.empty(), first, second);
            }
        }
    }

    @Rule(
            id = "RACE-2",
            needs = CONDITIONAL_WRITES,
            says =
                    "of two requests that load, change and save one session, the later one finds the change of the earlier one",
            because = "what the first request saved must not be lost: two tabs, one shopping cart")
    default void noLostUpdate(RuleContext context) {
        String sid = context.sid();
        context.a().create(sid, "[]", context.inAnHour());
        String atA = context.a().get(sid).orElse("");
        String atB = context.b().get(sid).orElse("");
        context.expect(WRITTEN, context.a().replace(sid, atA, "[1]", context.inAnHour()));
        context.expect(CHANGED, context.b().replace(sid, atB, "[2]", context.inAnHour()));
        context.expect(present("[1]"), context.b().get(sid));
        context.expect(WRITTEN, context.b().replace(sid, "[1]", "[1,2]", context.inAnHour()));
        context.a().destroy(sid);
        context.expect(GONE, context.b().replace(sid, "[1,2]", "[1,2,3]", context.inAnHour()));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "RACE-3",
            needs = CONDITIONAL_WRITES,
            says = "of many creates of one sid at once, exactly one wins, and its text stays",
            because = "a session with two owners is two users logged in as one")
    default void oneCreateWins(RuleContext context) {
        for (int round = 0; round < 20; round++) {
            String sid = context.sid();
            Instant expiry = context.inAnHour();
            List<Boolean> created =
                    context.together(8, i -> () -> conditional(context, i).create(sid, String.valueOf(i), expiry));
            context.note("8 threads at A and B create " + sid + " → " + created);
            context.expect(1, Collections.frequency(created, true));
            context.expect(
                    present(String.valueOf(created.indexOf(true))), context.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-4",
            needs = CONDITIONAL_WRITES,
            says = "N increments by get and replace, retried while CHANGED, count N",
            because = "the session layer saves this way; a replace that is not atomic loses updates")
    default void incrementsAreNotLost(RuleContext context) {
        String sid = context.sid();
        Instant expiry = context.inAnHour();
        context.a().create(sid, "0", expiry);
        int threads = 8;
        int increments = 20;
        context.together(threads, i -> () -> {
            for (int n = 0; n < increments; n++) {
                increment(node(context, i), sid, expiry);
            }
            return true;
        });
        context.note(threads + " threads at A and B, each " + increments + " increments");
        context.expect(
                present(String.valueOf(threads * increments)), context.a().get(sid));
    }

    @Rule(
            id = "RACE-5",
            says = "of many destroys at once exactly one answers true",
            because = "an action for each logout must run once")
    default void oneDestroyWins(RuleContext context) {
        for (int round = 0; round < 20; round++) {
            String sid = context.sid();
            context.a().set(sid, TEXT, context.inAnHour());
            List<Boolean> destroyed =
                    context.together(8, i -> () -> node(context, i).destroy(sid));
            context.note("8 threads at A and B destroy " + sid + " → " + destroyed);
            context.expect(1, Collections.frequency(destroyed, true));
            context.expect(absent(), context.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-6",
            says = "text and expiry are written in one step: after two sets at once both are from the same one",
            because = "the text of one with the expiry of the other is a session that no request wrote")
    default void textAndExpiryBelongTogether(RuleContext context) {
        List<String> sids = new ArrayList<>();
        Instant early = context.inAnHour();
        Instant late = context.in(HOUR.multipliedBy(3));
        for (int round = 0; round < 30; round++) {
            String sid = context.sid();
            sids.add(sid);
            context.together(4, i -> () -> {
                node(context, i).set(sid, i % 2 == 0 ? "\"early\"" : "\"late\"", i % 2 == 0 ? early : late);
                return true;
            });
        }
        context.note(
                "for each of 30 sids, 4 threads at A and B: two set \"early\" until T+1h, two \"late\" until T+3h");
        List<Optional<String>> texts =
                sids.stream().map(context.a().store()::get).toList();
        context.advanceBeyond(HOUR);
        for (int i = 0; i < sids.size(); i++) {
            Optional<String> expected = texts.get(i).filter("\"late\""::equals);
            context.expect(expected, context.a().get(sids.get(i)));
        }
    }

    @Rule(
            id = "RACE-7",
            says = "a touch at the same time as a set never undoes the new text",
            because = "on every busy page a request that only reads runs beside one that saves")
    default void touchBesideSet(RuleContext context) {
        for (int round = 0; round < 40; round++) {
            int late = round;
            String sid = context.sid();
            Instant expiry = context.inAnHour();
            context.a().set(sid, TEXT, expiry);
            context.together(3, i -> () -> {
                if (i == 0) {
                    letOthersBegin(late);
                    context.a().store().set(sid, OTHER, expiry);
                } else {
                    context.b().store().touch(sid, expiry);
                }
                return true;
            });
            context.note("at once: A.set(" + sid + ", " + OTHER + "), twice B.touch(" + sid + ")");
            context.expect(present(OTHER), context.b().get(sid));
        }
    }

    @Rule(
            id = "RACE-8",
            says = "a touch at the same time as a destroy never brings the session back",
            because = "a user who logs out in one tab while another tab polls must be logged out",
            source = "connect-redis #328 and the javadoc of Store.touch")
    default void touchBesideDestroy(RuleContext context) {
        for (int round = 0; round < 40; round++) {
            int late = round;
            String sid = context.sid();
            Instant expiry = context.inAnHour();
            context.a().set(sid, TEXT, expiry);
            context.together(3, i -> () -> {
                if (i == 0) {
                    letOthersBegin(late);
                    return context.a().store().destroy(sid);
                }
                return context.b().store().touch(sid, expiry);
            });
            context.note("at once: A.destroy(" + sid + "), twice B.touch(" + sid + ")");
            context.expect(absent(), context.b().get(sid));
            context.expect(absent(), context.a().get(sid));
        }
    }

    @Rule(
            id = "RACE-9",
            says = "a reader sees complete texts only, while others write",
            because = "a mix of two texts is no JSON, and an error page for the user")
    default void readersSeeWholeTexts(RuleContext context) {
        String sid = context.sid();
        Instant expiry = context.inAnHour();
        List<String> texts = List.of("\"" + "a".repeat(20_000) + "\"", "\"" + "b".repeat(30_000) + "\"");
        context.a().set(sid, texts.get(0), expiry);
        CountDownLatch writing = new CountDownLatch(2);
        List<Boolean> whole = context.together(4, i -> () -> {
            if (i < 2) {
                writeTimes(30, node(context, i), sid, texts.get(i), expiry, writing);
                return true;
            }
            boolean all = true;
            do {
                all &= node(context, i).get(sid).filter(texts::contains).isPresent();
            } while (writing.getCount() > 0);
            return all;
        });
        context.note(
                "2 threads set two texts 30 times, 2 threads get meanwhile; whether each saw whole ones: " + whole);
        context.expect(Set.of(true), Set.copyOf(whole));
    }

    @Rule(
            id = "RACE-10",
            says = "random calls of several threads at two nodes are linearizable",
            because = "this is what atomic means, and it covers what the other rules miss",
            source = "linearizability, Herlihy and Wing 1990")
    default void historiesAreLinearizable(RuleContext context) {
        new RandomHistories(context).check();
    }

    /** A little more in each round, so that the call comes before, during and after the other one. */
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

    private static void pair(RuleContext context, String sid, Optional<String> begin, Op first, Op second) {
        Instant future = context.inAnHour();
        begin.ifPresent(text -> context.a().set(sid, text, future));
        Op.Effect afterFirst = first.in(begin);
        context.expect(afterFirst.answer(), first.on(context.a(), sid, future, context.past()));
        Op.Effect afterSecond = second.in(afterFirst.state());
        context.expect(afterSecond.answer(), second.on(context.b(), sid, future, context.past()));
        context.expect(afterSecond.state(), context.a().get(sid));
    }

    private static Store node(RuleContext context, int thread) {
        return (thread / 2 % 2 == 0 ? context.a() : context.b()).store();
    }

    private static ConditionalWrites conditional(RuleContext context, int thread) {
        return node(context, thread).conditionalWrites().orElseThrow();
    }
}
