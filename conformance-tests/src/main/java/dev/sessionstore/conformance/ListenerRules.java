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

/** When and on which thread listeners are called, and what they may do. */
interface ListenerRules {

    @Rule(
            id = "LISTENER-1",
            says =
                    "listeners run on the calling thread, before the call returns, in the order in which they were added",
            because =
                    "a later listener may need what an earlier one set up, and both need the context of the caller's thread")
    default void listenersRunOnTheCallingThreadInOrder(RuleContext context) {
        List<String> calls = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            context.a()
                    .store()
                    .on(
                            Saved.class,
                            event -> calls.add(
                                    name + " on " + Thread.currentThread().getName()));
        }
        context.a().set(context.sid(), TEXT, context.inAnHour());
        String here = " on " + Thread.currentThread().getName();
        context.expect(List.of("first" + here, "second" + here, "third" + here), calls);
    }

    @Rule(
            id = "LISTENER-2",
            says = "a listener that throws affects neither the call nor the other listeners",
            because = "a bug in a log line must not turn a saved session into an error page")
    default void throwingListenersAreHarmless(RuleContext context) {
        String sid = context.sid();
        context.a().store().on(Saved.class, event -> {
            throw new RuntimeException("a listener that throws, on purpose", null, false, false) {};
        });
        context.a().store().on(Saved.class, event -> {
            throw new Error("a listener that throws an Error, on purpose", null, false, false) {};
        });
        RecordedEvents received = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(List.of(new Saved(sid)), received.all());
        context.expect(present(TEXT), context.b().get(sid));
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(List.of(new Saved(sid), new Saved(sid)), received.all());
    }

    @Rule(
            id = "LISTENER-3",
            says = "a cancelled listener is not called any more; the others still are; cancelling twice is no error",
            because = "a closed web socket must not be written to")
    default void cancelledListenersAreNotCalled(RuleContext context) {
        String sid = context.sid();
        AtomicInteger calls = new AtomicInteger();
        Subscription subscription = context.a().store().on(Saved.class, event -> calls.incrementAndGet());
        RecordedEvents stays = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.note("the first listener's subscription is cancelled twice");
        subscription.cancel();
        subscription.cancel();
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(1, calls.get());
        context.expect(2, stays.all().size());
    }

    @Rule(
            id = "LISTENER-4",
            says = "a listener that is added while an event is published is called from the next one on",
            because = "a listener that adds itself again would never end")
    default void addedDuringDeliveryCountsFromTheNext(RuleContext context) {
        String sid = context.sid();
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean added = new AtomicBoolean();
        context.a().store().on(Saved.class, first -> {
            if (added.compareAndSet(false, true)) {
                context.a().store().on(Saved.class, event -> calls.incrementAndGet());
            }
        });
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(0, calls.get());
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(1, calls.get());
    }

    @Rule(
            id = "LISTENER-5",
            says = "a listener may cancel itself and others while an event is published",
            because = "a listener that waits for one event cancels itself")
    default void cancellingDuringDelivery(RuleContext context) {
        String sid = context.sid();
        AtomicInteger own = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        List<Subscription> subscriptions = new ArrayList<>();
        subscriptions.add(context.a().store().on(Saved.class, event -> {
            own.incrementAndGet();
            subscriptions.forEach(Subscription::cancel);
        }));
        subscriptions.add(context.a().store().on(Saved.class, event -> others.incrementAndGet()));
        RecordedEvents stays = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(1, own.get());
        context.expect("at most 1 call of the other one", others.get() <= 1, others.get());
        context.expect(2, stays.all().size());
    }

    @Rule(
            id = "LISTENER-6",
            says =
                    "once is called for the next event only, however many threads cause events, and not after it was cancelled",
            because = "a welcome mail that is sent twice is worse than none")
    default void onceIsOnce(RuleContext context) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        context.a().store().once(Saved.class, event -> calls.incrementAndGet());
        context.a()
                .store()
                .once(Saved.class, event -> cancelled.incrementAndGet())
                .cancel();
        Instant expiry = context.inAnHour();
        context.together(8, i -> () -> {
            context.a().store().set(context.sid(), TEXT, expiry);
            return true;
        });
        context.note("8 threads set one session each at A");
        context.expect(1, calls.get());
        context.expect(0, cancelled.get());
    }

    @Rule(
            id = "LISTENER-7",
            says = "a listener may use the store, also on the same session",
            because = "a store that publishes under a lock causes a deadlock in the first application that does so")
    default void listenersMayUseTheStore(RuleContext context) throws Exception {
        String sid = context.sid();
        String log = context.sid();
        List<Boolean> destroyed = new ArrayList<>();
        CountDownLatch readElsewhere = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        context.a().store().once(Saved.class, event -> {
            context.a().set(log, OTHER, context.inAnHour());
            context.a().touch(sid, context.inAnHour());
            Thread other = new Thread(() -> {
                context.a().store().get(sid);
                readElsewhere.countDown();
            });
            other.start();
            inTime.set(await(readElsewhere, context));
            destroyed.add(context.a().destroy(sid));
        });
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect("another thread to read the session while the listener waits for it", inTime.get(), "no answer");
        context.expect(List.of(true), destroyed);
        context.expect(present(OTHER), context.b().get(log));
    }

    @Rule(
            id = "LISTENER-8",
            says = "a slow listener delays the call that caused the event, and no other call",
            because = "a listener that waits for a mail server must not block all other requests")
    default void slowListenersDelayTheirCallerOnly(RuleContext context) throws Exception {
        String sid = context.sid();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean gaveUp = new AtomicBoolean();
        context.a().store().once(Saved.class, event -> {
            inside.countDown();
            gaveUp.set(!await(go, context));
        });
        Thread slow = new Thread(() -> context.a().store().set(sid, TEXT, context.inAnHour()));
        slow.setDaemon(true);
        slow.start();
        try {
            context.note("a thread sets the session at A; a listener does not return");
            context.expect("the listener is called", await(inside, context), "no call");
            Instant expiry = context.inAnHour();
            List<Boolean> done = context.together(1, i -> () -> {
                context.a().set(sid, OTHER, expiry);
                context.a().get(sid);
                context.a().set(context.sid(), OTHER, expiry);
                return context.a().destroy(sid);
            });
            context.expect(List.of(true), done);
            context.expect("these calls to end while the listener is still busy", !gaveUp.get(), "they waited for it");
        } finally {
            go.countDown();
            slow.join(5_000);
        }
    }

    @Rule(
            id = "LISTENER-9",
            says = "the same listener may be added twice and is then called twice",
            because = "each subscription is cancelled by itself")
    default void theSameListenerTwice(RuleContext context) {
        AtomicInteger calls = new AtomicInteger();
        Consumer<StoreEvent> listener = event -> calls.incrementAndGet();
        Subscription first = context.a().store().on(Saved.class, listener);
        context.a().store().on(Saved.class, listener);
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.expect(2, calls.get());
        first.cancel();
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.expect(3, calls.get());
    }

    @Rule(
            id = "LISTENER-10",
            says = "a missing type or listener is a NullPointerException",
            because = "a missing value should be found where it is missing")
    default void listenersAreNotNull(RuleContext context) {
        context.expectThrown(
                NullPointerException.class, () -> context.a().store().on(Saved.class, nothing()));
        context.expectThrown(
                NullPointerException.class, () -> context.a().store().on(Sample.<Class<Saved>>nothing(), event -> {}));
        context.expectThrown(
                NullPointerException.class, () -> context.a().store().once(Saved.class, nothing()));
    }

    private static boolean await(CountDownLatch latch, RuleContext context) {
        try {
            return latch.await(context.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
