package dev.sessionstore.demo.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.memory.MemoryStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** No call is under way when another store takes the place. */
class PlaceTest {

    @Test
    void anExchangeWaitsForTheCallUnderWayAndTheNextCallForTheExchange() throws Exception {
        List<String> happened = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (MemoryStore old = MemoryStore.builder().build();
                MemoryStore next = MemoryStore.builder().build()) {
            Place place = new Place(old, (from, event) -> {});
            Thread call = new Thread(() -> place.call(store -> {
                begun.countDown();
                happened.add("call to " + (store == old ? "old" : "next") + (waited(goOn) ? " ended" : " gave up"));
                return true;
            }));
            Thread exchange = new Thread(() -> place.exchange(store -> {
                happened.add("exchanged");
                return next;
            }));
            Thread later = new Thread(
                    () -> place.call(store -> happened.add("later call to " + (store == old ? "old" : "next"))));
            call.start();
            begun.await();
            exchange.start();
            awaitWaiting(exchange);
            later.start();
            awaitWaiting(later);
            assertThat(happened).isEmpty();

            goOn.countDown();
            for (Thread thread : List.of(call, exchange, later)) {
                thread.join();
            }
            assertThat(happened).containsExactly("call to old ended", "exchanged", "later call to next");
        }
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING
                || thread.getState() == Thread.State.TERMINATED);
    }
}
