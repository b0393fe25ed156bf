package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.Missing;
import dev.sessionstore.bench.targets.Work;
import io.vertx.core.Future;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.SessionStore;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What SessionHandler does with a store in a request; each call is waited for, as callers are blocking ones in all targets. The
 * handle is the session's id.
 */
final class VertxWork implements Work {

    private static final long LIFETIME_MILLIS = TimeUnit.MINUTES.toMillis(30);
    private static final long TIMEOUT_SECONDS = 2;
    private static final int ATTEMPTS = 1000;

    private final SessionStore store;
    private final Map<String, String> texts;
    private final String readName;

    VertxWork(SessionStore store, Payload payload) {
        this.store = store;
        this.texts = payload.texts();
        this.readName = payload.readName();
    }

    @Override
    public String login() throws Exception {
        Session session = store.createSession(LIFETIME_MILLIS);
        texts.forEach(session::put);
        session.put(Payload.COUNTER, 0L);
        await(store.put(session));
        return session.id();
    }

    /** The handler puts a session back after every request: it has been accessed. */
    @Override
    public void read(String id) throws Exception {
        store(id, session -> {});
    }

    @Override
    public void change(String id) throws Exception {
        store(id, session -> {
            Long views = session.get(Payload.COUNTER);
            session.put(Payload.COUNTER, views + 1);
        });
    }

    @Override
    public void logout(String id) throws Exception {
        load(id);
        await(store.delete(id));
    }

    @FunctionalInterface
    private interface Change {
        void apply(Session session);
    }

    /** A version that somebody else has written meanwhile is refused; then it is the one to change. */
    private void store(String id, Change change) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Session session = load(id);
            change.apply(session);
            session.setAccessed();
            try {
                await(store.put(session));
                return;
            } catch (ExecutionException e) {
                if (!"Session version mismatch"
                        .equalsIgnoreCase(String.valueOf(
                                Objects.requireNonNull(e.getCause()).getMessage()))) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("Others were faster " + ATTEMPTS + " times");
    }

    private Session load(String id) throws Exception {
        @Nullable Session session = await(store.get(id));
        if (session == null) {
            throw Missing.session();
        }
        if (session.get(readName) == null) {
            throw Missing.attribute();
        }
        return session;
    }

    private static <T extends @Nullable Object> T await(Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
