package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.ServerUse;
import dev.sessionstore.bench.Target;
import java.util.Optional;

/** A target that leaves nothing behind. */
public final class Cleanup implements Target {

    private final Work work;
    private final ServerWatch watch;
    private final AutoCloseable connections;
    private final AutoCloseable namespace;

    /**
     * @param work what it does
     * @param watch of the server
     * @param connections closed first
     * @param namespace then cleared
     */
    public Cleanup(Work work, ServerWatch watch, AutoCloseable connections, AutoCloseable namespace) {
        this.work = work;
        this.watch = watch;
        this.connections = connections;
        this.namespace = namespace;
    }

    @Override
    public String login() throws Exception {
        return work.login();
    }

    @Override
    public void read(String handle) throws Exception {
        work.read(handle);
    }

    @Override
    public void change(String handle) throws Exception {
        work.change(handle);
    }

    @Override
    public void logout(String handle) throws Exception {
        work.logout(handle);
    }

    @Override
    public Optional<ServerUse> serverUse() {
        return watch.use();
    }

    @Override
    public Optional<String> server() {
        return watch.server();
    }

    @Override
    @SuppressWarnings("try") // closed in this order, whatever fails
    public void close() throws Exception {
        try (AutoCloseable third = watch;
                AutoCloseable second = namespace;
                AutoCloseable first = connections) {}
    }
}
