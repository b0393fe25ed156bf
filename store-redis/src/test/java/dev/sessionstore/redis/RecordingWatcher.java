package dev.sessionstore.redis;

import static org.awaitility.Awaitility.await;

import dev.sessionstore.Watching.Watcher;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a watch has reported. */
final class RecordingWatcher implements Watcher {

    private final LinkedBlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private final AtomicInteger losses = new AtomicInteger();

    @Override
    public void changed(String sid) {
        changed.add(sid);
    }

    @Override
    public void lost() {
        losses.incrementAndGet();
    }

    int losses() {
        return losses.get();
    }

    /** {@return the next session that was reported; null when there was none for ten seconds} */
    @Nullable
    String next() throws InterruptedException {
        return changed.poll(10, TimeUnit.SECONDS);
    }

    /** {@return the next session that was reported already; null when there is none} */
    @Nullable
    String nextNow() {
        return changed.poll();
    }

    void awaitLosses(int atLeast) {
        await().until(() -> losses.get() >= atLeast);
    }
}
