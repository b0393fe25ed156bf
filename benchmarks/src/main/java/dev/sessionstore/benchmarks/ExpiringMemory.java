package dev.sessionstore.benchmarks;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.targets.Missing;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store in memory with other sessions beside those that are read. Its clock stands still until the first read, and the others
 * expire one after the other from then on.
 */
final class ExpiringMemory implements Target {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final StartedClock clock = new StartedClock();
    private final Store store = MemoryStore.builder().clock(clock).build();
    private final String json;

    private ExpiringMemory(String json) {
        this.json = json;
    }

    /**
     * @param others how many
     * @param spread in what time they expire; empty when they stay
     */
    static ExpiringMemory open(Payload payload, int others, Optional<Duration> spread) {
        StringBuilder json = new StringBuilder("{");
        payload.texts()
                .forEach((name, text) -> json.append('"')
                        .append(name)
                        .append("\":\"")
                        .append(text)
                        .append("\","));
        ExpiringMemory memory = new ExpiringMemory(json.append("\"views\":0}").toString());
        Instant now = memory.clock.instant();
        for (int i = 0; i < others; i++) {
            int number = i;
            Duration life = spread.map(whole ->
                            whole.multipliedBy(number).dividedBy(others).plusMillis(1))
                    .orElse(LIFETIME);
            // A text of its own for each, as in an application.
            memory.store.set("other" + i, new String(memory.json.toCharArray()), now.plus(life));
        }
        return memory;
    }

    /** {@return how many sessions have not been swept or expired} */
    long live() {
        return store.listing().orElseThrow().count();
    }

    @Override
    public String login() {
        String sid = UUID.randomUUID().toString();
        store.set(sid, json, clock.instant().plus(LIFETIME));
        return sid;
    }

    @Override
    public void read(String sid) {
        clock.start();
        if (store.get(sid).isEmpty()) {
            throw Missing.session();
        }
    }

    @Override
    public void change(String sid) {
        throw new UnsupportedOperationException("Only reads are measured here");
    }

    @Override
    public void logout(String sid) {
        store.destroy(sid);
    }

    @Override
    public void close() {
        store.close();
    }

    /** Stands at its beginning until it is started, then goes on from there. */
    private static final class StartedClock implements InstantSource {

        private final Instant beginning = Instant.now();
        private final AtomicBoolean started = new AtomicBoolean();
        private volatile long startNanos;

        void start() {
            if (!started.get() && started.compareAndSet(false, true)) {
                startNanos = System.nanoTime();
            }
        }

        @Override
        public Instant instant() {
            long start = startNanos;
            return start == 0 ? beginning : beginning.plusNanos(System.nanoTime() - start);
        }
    }
}
