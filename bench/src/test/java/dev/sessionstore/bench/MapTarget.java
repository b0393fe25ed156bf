package dev.sessionstore.bench;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Sessions in a map: counters by handle. It notes what is done with it. */
class MapTarget implements Target {

    final Map<String, Integer> sessions = new ConcurrentHashMap<>();
    final AtomicLong calls = new AtomicLong();
    final List<String> notes;
    private final AtomicLong next = new AtomicLong();
    volatile boolean closed;

    MapTarget() {
        this(new CopyOnWriteArrayList<>());
    }

    MapTarget(List<String> notes) {
        this.notes = notes;
    }

    TargetSpec as(String name) {
        return new TargetSpec(name, Optional.empty(), (payload, threads) -> this);
    }

    TargetSpec as(String name, String baseline) {
        return new TargetSpec(name, Optional.of(baseline), (payload, threads) -> this);
    }

    @Override
    public String login() {
        calls.incrementAndGet();
        String handle = "session" + next.incrementAndGet();
        sessions.put(handle, 0);
        return handle;
    }

    @Override
    public void read(String handle) throws Exception {
        calls.incrementAndGet();
        if (!sessions.containsKey(handle)) {
            throw new NoSuchElementException("There is no such session");
        }
    }

    @Override
    public void change(String handle) throws Exception {
        calls.incrementAndGet();
        if (sessions.computeIfPresent(handle, (key, views) -> views + 1) == null) {
            throw new NoSuchElementException("There is no such session");
        }
    }

    @Override
    public void logout(String handle) throws Exception {
        calls.incrementAndGet();
        if (sessions.remove(handle) == null) {
            throw new NoSuchElementException("There is no such session");
        }
    }

    @Override
    public Optional<ServerUse> serverUse() {
        return Optional.of(new ServerUse(calls.get(), 10 * calls.get(), -1, 0));
    }

    @Override
    public Optional<String> server() {
        return Optional.of("Map 1.0");
    }

    @Override
    public void close() throws Exception {
        closed = true;
    }
}
