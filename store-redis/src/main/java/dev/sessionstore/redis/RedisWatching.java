package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Watches by {@code CLIENT TRACKING}, each watch on a link of its own. */
final class RedisWatching implements Watching {

    private final ChangeLink.Opener opener;
    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;
    private final Set<RedisWatch> open = ConcurrentHashMap.newKeySet();

    RedisWatching(ChangeLink.Opener opener, CommandExecutor executor, Keys keys, TimeToLive ttl) {
        this.opener = opener;
        this.executor = executor;
        this.keys = keys;
        this.ttl = ttl;
    }

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        executor.requireOpen();
        StoreArguments.requireProofEvery(proofEvery);
        RedisWatch watch = new RedisWatch(opener, executor, keys, ttl, watcher.guarded(), open::remove);
        open.add(watch);
        watch.begin(proofEvery);
        return watch;
    }

    void close() {
        open.forEach(RedisWatch::close);
    }
}
