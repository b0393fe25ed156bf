package dev.sessionstore.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The ids of a bounded store in the order of their last use. Thread-safe; its lock is held for a few steps. */
final class LruOrder {

    private final int maxSessions;
    private final ReentrantLock lock = new ReentrantLock();

    /** In access order, least recently used first. */
    private final Map<String, Boolean> order = new LinkedHashMap<>(16, 0.75f, true);

    LruOrder(int maxSessions) {
        this.maxSessions = maxSessions;
    }

    void added(String sid) {
        lock.lock();
        try {
            order.put(sid, true);
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing for a session that is already removed. */
    void used(String sid) {
        lock.lock();
        try {
            order.get(sid);
        } finally {
            lock.unlock();
        }
    }

    void removed(String sid) {
        lock.lock();
        try {
            order.remove(sid);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the least recently used id while there are more than {@code maxSessions}, else null} */
    @Nullable
    String surplus() {
        lock.lock();
        try {
            return order.size() > maxSessions ? order.keySet().iterator().next() : null;
        } finally {
            lock.unlock();
        }
    }

    /** {@return all ids, least recently used first} */
    List<String> sids() {
        lock.lock();
        try {
            return List.copyOf(order.keySet());
        } finally {
            lock.unlock();
        }
    }
}
