package dev.sessionstore.conformance;

import dev.sessionstore.Watching.Watcher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a watch reports. */
class Reports implements Watcher {

    private final Map<String, Integer> changes = new ConcurrentHashMap<>();
    private final AtomicInteger losses = new AtomicInteger();

    @Override
    public void changed(String sid) {
        changes.merge(sid, 1, Integer::sum);
    }

    @Override
    public void lost() {
        losses.incrementAndGet();
    }

    /** How often it was reported that a session may have changed; a loss is reported of all. */
    int of(String sid) {
        return changes.getOrDefault(sid, 0) + losses();
    }

    int losses() {
        return losses.get();
    }
}
