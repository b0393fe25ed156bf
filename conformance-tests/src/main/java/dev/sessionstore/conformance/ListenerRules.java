package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** How listeners are called: when, where, and what they may do. */
interface ListenerRules {

    @Rule(
            id = "LISTENER-1",
            says =
                    "listeners run on the calling thread, before the call returns, in the order in which they were added",
            because =
                    "who set up something in the first listener needs it in the second, and its thread's context in both")
    default void listenersRunOnTheCallingThreadInOrder(RuleContext trial) {
        List<String> calls = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            trial.a()
                    .store()
                    .on(
                            Saved.class,
                            event -> calls.add(
                                    name + " on " + Thread.currentThread().getName()));
        }
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        String here = " on " + Thread.currentThread().getName();
        trial.expect(List.of("first" + here, "second" + here, "third" + here), calls);
    }

    @Rule(
            id = "LISTENER-2",
            says = "a listener that throws harms neither the call nor the other listeners",
            because = "a bug in a log line must not turn a saved session into an error page")
    default void throwingListenersAreHarmless(RuleContext trial) {
        String sid = trial.sid();
        trial.a().store().on(Saved.class, event -> {
            throw new RuntimeException("a listener that throws, on purpose", null, false, false) {};
        });
        trial.a().store().on(Saved.class, event -> {
            throw new Error("a listener that throws an Error, on purpose", null, false, false) {};
        });
        RecordedEvents heard = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(List.of(new Saved(sid)), heard.all());
        trial.expect(present(TEXT), trial.b().get(sid));
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(List.of(new Saved(sid), new Saved(sid)), heard.all());
    }

    @Rule(
            id = "LISTENER-3",
            says = "a cancelled listener is not called any more; the others still are; cancelling twice is no error",
            because = "a closed web socket must not be written to")
    default void cancelledListenersAreNotCalled(RuleContext trial) {
        String sid = trial.sid();
        AtomicInteger calls = new AtomicInteger();
        Subscription subscription = trial.a().store().on(Saved.class, event -> calls.incrementAndGet());
        RecordedEvents stays = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.note("the first listener's subscription is cancelled twice");
        subscription.cancel();
        subscription.cancel();
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(1, calls.get());
        trial.expect(2, stays.all().size());
    }

    @Rule(
            id = "LISTENER-4",
            says = "a listener that is added while an event is told counts from the next one",
            because = "a listener that adds itself again would never come to an end")
    default void addedDuringDeliveryCountsFromTheNext(RuleContext trial) {
        String sid = trial.sid();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean added = new AtomicBoolean();
        trial.a().store().on(Saved.class, first -> {
            if (added.compareAndSet(false, true)) {
                trial.a().store().on(Saved.class, event -> calls.incrementAndGet());
            }
        });
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(0, calls.get());
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(1, calls.get());
    }

    @Rule(
            id = "LISTENER-5",
            says = "a listener may cancel itself and others while an event is told",
            because = "that is how one waits for something")
    default void cancellingDuringDelivery(RuleContext trial) {
        String sid = trial.sid();
        AtomicInteger own = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<Subscription> subscriptions = new ArrayList<>();
        subscriptions.add(trial.a().store().on(Saved.class, event -> {
            own.incrementAndGet();
            subscriptions.forEach(Subscription::cancel);
        }));
        subscriptions.add(trial.a().store().on(Saved.class, event -> others.incrementAndGet()));
        RecordedEvents stays = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(1, own.get());
        trial.expect("at most 1 call of the other one", others.get() <= 1, others.get());
        trial.expect(2, stays.all().size());
    }

    @Rule(
            id = "LISTENER-6",
            says =
                    "once is called for the next event only, however many threads cause events, and not after it was cancelled",
            because = "a welcome mail that is sent twice is worse than none")
    default void onceIsOnce(RuleContext trial) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        trial.a().store().once(Saved.class, event -> calls.incrementAndGet());
        trial.a()
                .store()
                .once(Saved.class, event -> cancelled.incrementAndGet())
                .cancel();
        Instant expiry = trial.inAnHour();
        trial.together(8, i -> () -> {
            trial.a().store().set(trial.sid(), TEXT, expiry);
            return true;
        });
        trial.note("8 threads set one session each at A");
        trial.expect(1, calls.get());
        trial.expect(0, cancelled.get());
    }

    @Rule(
            id = "LISTENER-7",
            says = "a listener may use the store, on the same session too",
            because = "a store that tells under a lock dead-locks the first application that does so")
    default void listenersMayUseTheStore(RuleContext trial) throws Exception {
        String sid = trial.sid();
        String log = trial.sid();
        List<Boolean> destroyed = new ArrayList<>();
        CountDownLatch readElsewhere = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        trial.a().store().once(Saved.class, event -> {
            trial.a().set(log, OTHER, trial.inAnHour());
            trial.a().touch(sid, trial.inAnHour());
            Thread other = new Thread(() -> {
                trial.a().store().get(sid);
                readElsewhere.countDown();
            });
            other.start();
            inTime.set(await(readElsewhere, trial));
            destroyed.add(trial.a().destroy(sid));
        });
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect("another thread to read the session while the listener waits for it", inTime.get(), "no answer");
        trial.expect(List.of(true), destroyed);
        trial.expect(present(OTHER), trial.b().get(log));
    }

    @Rule(
            id = "LISTENER-8",
            says = "a slow listener delays the call that caused the event, and nobody else",
            because = "one listener that talks to a mail server must not stop all other requests")
    default void slowListenersDelayTheirCallerOnly(RuleContext trial) throws Exception {
        String sid = trial.sid();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean gaveUp = new AtomicBoolean();
        trial.a().store().once(Saved.class, event -> {
            inside.countDown();
            gaveUp.set(!await(go, trial));
        });
        Thread slow = new Thread(() -> trial.a().store().set(sid, TEXT, trial.inAnHour()));
        slow.setDaemon(true);
        slow.start();
        try {
            trial.note("a thread sets the session at A; a listener does not return");
            trial.expect("the listener is called", await(inside, trial), "no call");
            Instant expiry = trial.inAnHour();
            List<Boolean> done = trial.together(1, i -> () -> {
                trial.a().set(sid, OTHER, expiry);
                trial.a().get(sid);
                trial.a().set(trial.sid(), OTHER, expiry);
                return trial.a().destroy(sid);
            });
            trial.expect(List.of(true), done);
            trial.expect("these calls to end while the listener is still busy", !gaveUp.get(), "they waited for it");
        } finally {
            go.countDown();
            slow.join(5_000);
        }
    }

    @Rule(
            id = "LISTENER-9",
            says = "the same listener may be added twice and is then called twice",
            because = "each subscription is cancelled by itself")
    default void theSameListenerTwice(RuleContext trial) {
        AtomicInteger calls = new AtomicInteger();
        Consumer<StoreEvent> listener = event -> calls.incrementAndGet();
        Subscription first = trial.a().store().on(Saved.class, listener);
        trial.a().store().on(Saved.class, listener);
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        trial.expect(2, calls.get());
        first.cancel();
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        trial.expect(3, calls.get());
    }

    @Rule(
            id = "LISTENER-10",
            says = "a missing type or listener is a NullPointerException",
            because = "a forgotten value should be found where it was forgotten")
    default void listenersAreNotNull(RuleContext trial) {
        trial.expectThrown(NullPointerException.class, () -> trial.a().store().on(Saved.class, nothing()));
        trial.expectThrown(
                NullPointerException.class, () -> trial.a().store().on(Sample.<Class<Saved>>nothing(), event -> {}));
        trial.expectThrown(NullPointerException.class, () -> trial.a().store().once(Saved.class, nothing()));
    }

    private static boolean await(CountDownLatch latch, RuleContext trial) {
        try {
            return latch.await(trial.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
