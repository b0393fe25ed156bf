package dev.sessionstore.conformance;

import dev.sessionstore.Listing;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** The common steps of the rules about outages. */
final class Outage {

    /** Allowance for a busy machine; not part of the contract. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private Outage() {}

    /** All calls at once, so that the wait for a pooled connection counts too. */
    static void expectAllUnavailable(RuleContext context, String sid) {
        List<Action> calls = allCalls(context, sid);
        context.together(calls.size(), i -> () -> {
            withinBound(context, () -> context.expectThrown(StoreUnavailableException.class, calls.get(i)));
            return true;
        });
    }

    /** All calls at once. Each may end in an answer or an exception, but in time. */
    static void expectAllWithinBound(RuleContext context, List<Action> calls) {
        context.together(calls.size(), i -> () -> {
            withinBound(context, () -> {
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

    static List<Action> callsOnOneSession(RuleContext context, String sid) {
        Node a = context.a();
        List<Action> calls = new ArrayList<>(List.of(
                () -> a.get(sid),
                () -> a.set(sid, Sample.OTHER, context.inAnHour()),
                () -> a.set(sid, Sample.OTHER, context.past()),
                () -> a.touch(sid, context.inAnHour()),
                () -> a.destroy(sid)));
        if (a.store().conditionalWrites().isPresent()) {
            calls.add(() -> a.create(sid, Sample.OTHER, context.inAnHour()));
            calls.add(() -> a.replace(sid, Sample.TEXT, Sample.OTHER, context.inAnHour()));
        }
        return calls;
    }

    static List<Action> allCalls(RuleContext context, String sid) {
        List<Action> calls = callsOnOneSession(context, sid);
        Node a = context.a();
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
        if (a.store().owners().isPresent()) {
            calls.add(() -> a.bind(sid, "zoe", context.inAnHour()));
            calls.add(() -> a.unbind(sid, "zoe"));
            calls.add(() -> a.sidsOf("noah"));
            calls.add(() -> a.destroyAll("noah", Set.of()));
        }
        return calls;
    }

    /** The contract's bound: 1.5 times the timeout plus 500 ms. */
    static void withinBound(RuleContext context, Action call) {
        Duration bound = context.harness()
                .timeout()
                .multipliedBy(3)
                .dividedBy(2)
                .plusMillis(500)
                .plus(GRACE);
        long began = System.nanoTime();
        run(call);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        context.expect("an end within " + bound.toMillis() + " ms", took.compareTo(bound) <= 0, took);
    }

    /** Reads until the store is available; each call within the bound, all together within the rule's patience. */
    static Optional<String> answerAfterHealing(RuleContext context, Node node, String sid) {
        List<Optional<String>> answer = new ArrayList<>();
        Node silent = node.silently();
        context.eventually("an answer from the store after it was healed", () -> {
            withinBound(context, () -> {
                try {
                    answer.add(silent.get(sid));
                } catch (StoreUnavailableException stillDown) {
                    LockSupport.parkNanos(10_000_000);
                }
            });
            return !answer.isEmpty();
        });
        context.note("get(" + context.wording().of(sid) + ") until it answers → "
                + context.wording().of(answer.get(0)));
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
    static List<String> connectionEvents(Node node) {
        List<String> published = new CopyOnWriteArrayList<>();
        node.store().on(StoreEvent.Disconnected.class, event -> published.add("Disconnected"));
        node.store().on(StoreEvent.Connected.class, event -> published.add("Connected"));
        return published;
    }

    /**
     * Starts a thread as soon as any request has reached the proxy: a store that checks its connection first sends no second
     * request while the network hangs.
     */
    static void startAfterSending(RuleContext context, Thread thread) {
        long before = context.network().roundTrips();
        Thread watcher = new Thread(
                () -> {
                    context.eventually("a request", () -> context.network().roundTrips() > before);
                    thread.start();
                },
                "rule watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
