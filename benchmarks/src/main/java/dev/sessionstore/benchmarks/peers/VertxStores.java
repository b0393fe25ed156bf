package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.ServerWatch;
import dev.sessionstore.bench.targets.Work;
import io.vertx.core.Vertx;
import io.vertx.ext.web.sstore.LocalSessionStore;
import io.vertx.ext.web.sstore.SessionStore;
import io.vertx.ext.web.sstore.redis.RedisSessionStore;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Vert.x-web's stores. Its Redis store has no prefix: a session's id is its key, so those that were made are remembered. */
final class VertxStores {

    private VertxStores() {}

    static Target local(Payload payload) {
        Vertx vertx = Vertx.vertx();
        SessionStore store = LocalSessionStore.create(vertx);
        return new Cleanup(new VertxWork(store, payload), ServerWatch.NONE, () -> end(vertx, store), () -> {});
    }

    static Target redis(StoreSpec spec, Payload payload, int threads) throws Exception {
        Vertx vertx = Vertx.vertx();
        RedisOptions options = new RedisOptions()
                .setConnectionString(spec.requiredUrl())
                .setMaxPoolSize(threads)
                .setMaxPoolWaiting(1024);
        Redis redis = Redis.createClient(vertx, options);
        SessionStore store = RedisSessionStore.create(vertx, redis);
        Remembering work = new Remembering(new VertxWork(store, payload));
        return new Cleanup(
                work,
                ServerWatch.of(spec),
                () -> {
                    work.logoutAll();
                    redis.close();
                    end(vertx, store);
                },
                () -> {});
    }

    private static void end(Vertx vertx, SessionStore store) throws Exception {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Knows what is there. */
    private record Remembering(VertxWork work, Set<String> ids) implements Work {

        Remembering(VertxWork work) {
            this(work, ConcurrentHashMap.newKeySet());
        }

        @Override
        public String login() throws Exception {
            String id = work.login();
            ids.add(id);
            return id;
        }

        @Override
        public void read(String id) throws Exception {
            work.read(id);
        }

        @Override
        public void change(String id) throws Exception {
            work.change(id);
        }

        @Override
        public void logout(String id) throws Exception {
            work.logout(id);
            ids.remove(id);
        }

        void logoutAll() throws Exception {
            for (String id : ids) {
                work.logout(id);
            }
        }
    }
}
