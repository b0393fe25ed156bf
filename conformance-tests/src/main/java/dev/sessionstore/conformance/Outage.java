package dev.sessionstore.conformance;

import dev.sessionstore.Listing;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** What the rules about outages do again and again. */
final class Outage {

    /** For a machine that is busy with other things; not part of the contract. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Outage() {}

    /** All calls at once, so that the wait for a pooled connection counts too. */
    static void expectAllUnavailable(RuleContext trial, String sid) {
        List<Action> calls = allCalls(trial, sid);
        trial.together(calls.size(), i -> () -> {
            withinBound(trial, () -> trial.expectThrown(StoreUnavailableException.class, calls.get(i)));
            return true;
        });
    }

    /** All calls at once, each of which may end in an answer or in a refusal, but in time. */
    static void expectAllWithinBound(RuleContext trial, List<Action> calls) {
        trial.together(calls.size(), i -> () -> {
            withinBound(trial, () -> {
                try {
                    calls.get(i).run();
                } catch (StoreException allowed) {
                    return;
                }
            });
            return true;
        });
    }

    /** A call while another thread closes the store. */
    static void endsUnlessClosed(Action call) throws Throwable {
        try {
            call.run();
        } catch (IllegalStateException closed) {
            return;
        }
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            throw RuleViolation.sneak(thrown);
        }
    }

    static List<Action> callsOnOneSession(RuleContext trial, String sid) {
        Node a = trial.a();
        List<Action> calls = new ArrayList<>(List.of(
                () -> a.get(sid),
                () -> a.set(sid, Sample.OTHER, trial.inAnHour()),
                () -> a.set(sid, Sample.OTHER, trial.past()),
                () -> a.touch(sid, trial.inAnHour()),
                () -> a.destroy(sid)));
        if (a.store().conditionalWrites().isPresent()) {
            calls.add(() -> a.create(sid, Sample.OTHER, trial.inAnHour()));
            calls.add(() -> a.replace(sid, Sample.TEXT, Sample.OTHER, trial.inAnHour()));
        }
        return calls;
    }

    static List<Action> allCalls(RuleContext trial, String sid) {
        List<Action> calls = callsOnOneSession(trial, sid);
        Node a = trial.a();
        if (a.store().listing().isPresent()) {
            Listing listing = a.listing();
            calls.add(a::sids);
            calls.add(a::count);
            calls.add(() -> a.expiresAt(sid));
            calls.add(listing::clear);
        }
        if (a.store().sweeping().isPresent()) {
            calls.add(() -> a.sweep(10));
        }
        return calls;
    }

    /** The contract's bound: 1.5 times the timeout plus 500 ms. */
    static void withinBound(RuleContext trial, Action call) {
        Duration bound = trial.harness()
                .timeout()
                .multipliedBy(3)
                .dividedBy(2)
                .plusMillis(500)
                .plus(GRACE);
        long began = System.nanoTime();
        run(call);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        trial.expect("an end within " + bound.toMillis() + " ms", took.compareTo(bound) <= 0, took);
    }

    /** Reads until the store can be asked; each call within the bound, all together within the rule's patience. */
    static Optional<String> answerAfterHealing(RuleContext trial, Node node, String sid) {
        List<Optional<String>> answer = new ArrayList<>();
        Node silent = node.silently();
        trial.eventually("an answer from the store after it was healed", () -> {
            withinBound(trial, () -> {
                try {
                    answer.add(silent.get(sid));
                } catch (StoreUnavailableException stillDown) {
                    LockSupport.parkNanos(10_000_000);
                }
            });
            return !answer.isEmpty();
        });
        trial.note("get(" + trial.wording().of(sid) + ") until it answers → "
                + trial.wording().of(answer.get(0)));
        return answer.get(0);
    }

    static boolean isUnavailable(Node node, String sid) {
        try {
            node.get(sid);
            return false;
        } catch (StoreUnavailableException expected) {
            return true;
        }
    }

    /** The names of the two events about the connection, as they come. */
    static List<String> hearConnection(Node node) {
        List<String> told = new CopyOnWriteArrayList<>();
        node.store().on(StoreEvent.Disconnected.class, event -> told.add("Disconnected"));
        node.store().on(StoreEvent.Connected.class, event -> told.add("Connected"));
        return told;
    }

    /**
     * Starts a thread as soon as a request has reached the proxy. Not one with a certain text: a store that checks its
     * connection first sends nothing more while nothing goes through.
     */
    static void startAfterSending(RuleContext trial, Thread thread) {
        long before = trial.network().roundTrips();
        Thread watcher = new Thread(
                () -> {
                    trial.eventually("a request", () -> trial.network().roundTrips() > before);
                    thread.start();
                },
                "rule watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
