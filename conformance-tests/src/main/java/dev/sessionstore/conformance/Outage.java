package dev.sessionstore.conformance;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
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
    static void expectAllUnavailable(Trial trial, String sid) {
        List<Action> calls = allCalls(trial, sid);
        trial.together(calls.size(), i -> () -> {
            withinBound(trial, () -> trial.expectThrown(StoreUnavailableException.class, calls.get(i)));
            return true;
        });
    }

    private static List<Action> allCalls(Trial trial, String sid) {
        Node a = trial.a();
        Store store = a.store();
        List<Action> calls = new ArrayList<>(List.of(
                () -> a.get(sid),
                () -> a.set(sid, Sample.OTHER, trial.inAnHour()),
                () -> a.set(sid, Sample.OTHER, trial.past()),
                () -> a.touch(sid, trial.inAnHour()),
                () -> a.destroy(sid)));
        if (store.conditionalWrites().isPresent()) {
            calls.add(() -> a.create(sid, Sample.OTHER, trial.inAnHour()));
            calls.add(() -> a.replace(sid, Sample.TEXT, Sample.OTHER, trial.inAnHour()));
        }
        if (store.listing().isPresent()) {
            Listing listing = a.listing();
            calls.add(a::sids);
            calls.add(a::count);
            calls.add(() -> a.expiresAt(sid));
            calls.add(listing::clear);
        }
        if (store.sweeping().isPresent()) {
            calls.add(() -> a.sweep(10));
        }
        return calls;
    }

    /** The contract's bound: 1.5 times the timeout plus 500 ms. */
    static void withinBound(Trial trial, Action call) {
        Duration bound = trial.harness()
                .timeout()
                .multipliedBy(3)
                .dividedBy(2)
                .plusMillis(500)
                .plus(GRACE);
        long began = System.nanoTime();
        try {
            call.run();
        } catch (Throwable thrown) {
            throw Broken.sneak(thrown);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        trial.expect("an end within " + bound.toMillis() + " ms", took.compareTo(bound) <= 0, took);
    }

    /** Reads until the store can be asked; each call within the bound, all together within the rule's patience. */
    static Optional<String> answerAfterHealing(Trial trial, Node node, String sid) {
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

    /** Starts a thread as soon as a request with this sid has reached the proxy. */
    static void startAfterSending(Trial trial, String sid, Thread thread) {
        trial.network().watch(sid);
        long before = trial.network().timesSent(sid);
        Thread watcher = new Thread(
                () -> {
                    trial.eventually(
                            "a request with the sid", () -> trial.network().timesSent(sid) > before);
                    thread.start();
                },
                "rule watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
