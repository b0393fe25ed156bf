package dev.sessionstore.redis;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;

/** Creates with {@code SET … NX} and replaces with {@link CompareAndSet}. */
final class RedisConditionalWrites implements ConditionalWrites {

    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;
    private final StoreEvents events;
    private final CompareAndSet compareAndSet;

    RedisConditionalWrites(CommandExecutor executor, Keys keys, TimeToLive ttl, StoreEvents events) {
        this.executor = executor;
        this.keys = keys;
        this.ttl = ttl;
        this.events = events;
        this.compareAndSet = new CompareAndSet(executor::errorReply);
        events.on(StoreEvent.Disconnected.class, lost -> compareAndSet.forgetServers());
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        executor.requireOpen();
        keys.requireSid(sid);
        StoreArguments.requireWrite(sid, data, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        if (millis == 0) {
            return executor.execute("create", sid, redis -> redis.get(key)) == null;
        }
        boolean created = executor.execute("create", sid, redis -> redis.setIfAbsent(key, data, millis));
        if (created) {
            events.publish(new StoreEvent.Saved(sid));
        }
        return created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        executor.requireOpen();
        keys.requireSid(sid);
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        CompareAndSet.Change change = new CompareAndSet.Change(key, expectedData, data, millis);
        WriteOutcome outcome = executor.execute("replace", sid, redis -> compareAndSet.apply(change, redis));
        if (outcome == WriteOutcome.WRITTEN) {
            events.publish(millis == 0 ? new StoreEvent.Destroyed(sid) : new StoreEvent.Saved(sid));
        }
        return outcome;
    }
}
