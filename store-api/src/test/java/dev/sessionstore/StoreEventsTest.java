package dev.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.StoreEvent.Touched;
import dev.sessionstore.testsupport.LogCapture;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class StoreEventsTest {

    private static final String SID = "0123456789abcdef0123456789abcdef";

    private final StoreEvents events = new StoreEvents();
    private final List<Object> received = new ArrayList<>();

    @Test
    void aListenerHearsItsTypeOnly() {
        events.on(Saved.class, received::add);
        try (LogCapture log = LogCapture.of(StoreEvents.class)) {
            events.publish(new Saved("a"));
            events.publish(new Destroyed("a"));
            events.publish(new Touched("a"));
            events.publish(new Saved("b"));
            assertThat(log.records()).isEmpty();
        }
        assertThat(received).containsExactly(new Saved("a"), new Saved("b"));
    }

    @Test
    void aListenerForAllHearsAll() {
        events.on(StoreEvent.class, received::add);
        StoreEvent[] all = {
            new Saved("a"),
            new Touched("a"),
            new Destroyed("a"),
            new Expired("b"),
            new StoreEvent.Disconnected(new StoreUnavailableException("down")),
            new StoreEvent.Connected()
        };
        for (StoreEvent event : all) {
            events.publish(event);
        }
        assertThat(received).containsExactly((Object[]) all);
    }

    @Test
    void listenersAreCalledInTheOrderInWhichTheyWereAddedOnTheTellingThread() {
        events.on(
                StoreEvent.class,
                e -> received.add("first " + Thread.currentThread().getId()));
        events.on(
                Saved.class,
                e -> received.add("second " + Thread.currentThread().getId()));
        events.on(
                StoreEvent.class,
                e -> received.add("third " + Thread.currentThread().getId()));
        events.publish(new Saved("a"));
        long here = Thread.currentThread().getId();
        assertThat(received).containsExactly("first " + here, "second " + here, "third " + here);
    }

    @Test
    void aListenerForSessionEventsIsCalledForEffectsOnSessionsOnly() {
        events.on(StoreEvent.SessionEvent.class, event -> received.add(event.sid()));
        events.publish(new StoreEvent.Connected());
        events.publish(new Saved("a"));
        events.publish(new Touched("b"));
        events.publish(new Destroyed("c"));
        events.publish(new Expired("d"));
        assertThat(received).containsExactly("a", "b", "c", "d");
    }

    @Test
    void nobodyIsToldWhatHappenedBefore() {
        events.publish(new Saved("a"));
        events.on(Saved.class, received::add);
        assertThat(received).isEmpty();
    }

    @Test
    void aCancelledListenerIsNotCalledAnyMore() {
        Subscription subscription = events.on(Saved.class, received::add);
        events.on(Saved.class, e -> received.add("other"));
        subscription.cancel();
        subscription.cancel();
        events.publish(new Saved("a"));
        assertThat(received).containsExactly("other");
    }

    @Test
    void aCancelledListenerIsNotHeldInMemory() throws Exception {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> held = listenAndCancel(collected);
        System.gc();
        assertThat(collected.remove(10_000)).isSameAs(held);
    }

    private WeakReference<Object> listenAndCancel(ReferenceQueue<Object> collected) {
        Object held = new Object();
        events.on(Saved.class, e -> received.add(held)).cancel();
        return new WeakReference<>(held, collected);
    }

    @Test
    void oneConsumerAddedTwiceIsCalledTwiceAndCancelledOneByOne() {
        Consumer<Saved> consumer = received::add;
        Subscription first = events.on(Saved.class, consumer);
        events.on(Saved.class, consumer);
        events.publish(new Saved("a"));
        first.cancel();
        first.cancel();
        events.publish(new Saved("b"));
        assertThat(received).containsExactly(new Saved("a"), new Saved("a"), new Saved("b"));
    }

    @Test
    void aListenerMayCancelItselfAndOneThatComesAfterIt() {
        Subscription[] subscriptions = new Subscription[2];
        subscriptions[0] = events.on(Saved.class, e -> {
            received.add("first");
            subscriptions[0].cancel();
            subscriptions[1].cancel();
        });
        subscriptions[1] = events.on(Saved.class, e -> received.add("second"));
        events.publish(new Saved("a"));
        events.publish(new Saved("b"));
        assertThat(received).containsExactly("first");
    }

    @Test
    void aListenerAddedByAListenerIsCalledFromTheNextEventOn() {
        events.on(Saved.class, e -> events.on(Saved.class, received::add));
        events.publish(new Saved("a"));
        assertThat(received).isEmpty();
        events.publish(new Saved("b"));
        assertThat(received).containsExactly(new Saved("b"));
    }

    @Test
    void whatAListenerThrowsIsLoggedAndHarmsNobody() {
        RuntimeException failure = new IllegalStateException("listener");
        StackOverflowError error = new StackOverflowError();
        events.on(Saved.class, e -> {
            throw failure;
        });
        events.on(Saved.class, e -> {
            throw error;
        });
        events.on(Saved.class, received::add);
        try (LogCapture log = LogCapture.of(StoreEvents.class)) {
            events.publish(new Saved(SID));
            assertThat(log.records()).extracting(LogRecord::getThrown).containsExactly(failure, error);
            assertThat(log.records()).allSatisfy(entry -> {
                assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
                assertThat(entry.getMessage()).contains("Saved").doesNotContain(SID.substring(0, 5));
            });
        }
        assertThat(received).containsExactly(new Saved(SID));
    }

    @Test
    void noEventPrintsAWholeSid() {
        for (StoreEvent event : List.of(new Saved(SID), new Touched(SID), new Destroyed(SID), new Expired(SID))) {
            assertThat(event).hasToString(event.getClass().getSimpleName() + "[0123…(32)]");
        }
    }

    @Test
    void nullIsRefusedWhenListeningNotWhenTold() {
        assertThatNullPointerException()
                .isThrownBy(() -> events.on(null, received::add))
                .withMessageContaining("type");
        assertThatNullPointerException()
                .isThrownBy(() -> events.on(Saved.class, null))
                .withMessageContaining("listener");
        events.publish(new Saved("a"));
        assertThat(received).isEmpty();
    }
}
