package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** That calls fail in time during an outage, and succeed after it. */
final class OutageAssertions {

    private OutageAssertions() {}

    /** {@return how long a call may take} */
    static Duration bound(Duration timeout) {
        return timeout.multipliedBy(3).dividedBy(2).plusMillis(500);
    }

    static void assertFailsInTime(String name, Duration bound, Callable<?> call) {
        long start = System.nanoTime();
        assertThatThrownBy(call::call).as(name).isInstanceOf(StoreUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(bound);
    }

    /** Runs the first call alone, since it may be the one that notices the outage, and then the others at the same time. */
    static void assertAllFailInTime(Map<String, Callable<?>> calls, Duration bound) throws Exception {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        calls.forEach((name, call) -> tasks.add(new FutureTask<>(() -> assertFailsInTime(name, bound, call), true)));
        tasks.get(0).run();
        tasks.subList(1, tasks.size()).forEach(task -> new Thread(task).start());
        for (FutureTask<Boolean> task : tasks) {
            task.get();
        }
    }

    /** Waits until the store finds the session {@code there}. */
    static void untilItAnswers(Store store) {
        untilItSucceeds(() -> store.get("there").isPresent());
    }

    static void untilItSucceeds(Callable<Boolean> call) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(call);
    }
}
