package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.ServerUse;
import dev.sessionstore.bench.stores.StoreSpec;
import java.util.Optional;

/** Reads a server's version and counters, on a connection of its own. Thread-safe. */
public interface ServerWatch extends AutoCloseable {

    /** Of a backend without a server. */
    ServerWatch NONE = new ServerWatch() {
        @Override
        public Optional<ServerUse> use() {
            return Optional.empty();
        }

        @Override
        public Optional<String> server() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /**
     * Connects to the server of a backend.
     *
     * @param spec which backend
     * @return to be closed
     * @throws Exception when it cannot be reached
     */
    static ServerWatch of(StoreSpec spec) throws Exception {
        return Backend.of(spec).watch();
    }

    /** {@return what the server has done since its start, without what this watch has caused; empty when it does not count} */
    Optional<ServerUse> use();

    /** {@return its name and version} */
    Optional<String> server();

    @Override
    void close();
}
