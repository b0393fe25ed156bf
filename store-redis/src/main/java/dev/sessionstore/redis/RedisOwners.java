package dev.sessionstore.redis;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.redis.OwnerPages.Entry;
import dev.sessionstore.redis.RedisCommands.KeyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The index of owners: one sorted set per owner, read and changed by {@link OwnerScripts}, each in one step on the server. */
final class RedisOwners implements Owners {

    /** Entries per page. Each takes a command to its session, and all of these share a call's timeout. */
    private static final int PAGE_SIZE = 100;

    private static final long NO_KEY = -2;
    private static final String LISTING = "sids of an owner";

    private final CommandExecutor executor;
    private final ScriptRunner scripts;
    private final Keys keys;
    private final TimeToLive ttl;
    private final StoreEvents events;

    RedisOwners(CommandExecutor executor, Keys keys, TimeToLive ttl, StoreEvents events) {
        this.executor = executor;
        this.scripts = new ScriptRunner(executor::errorReply);
        this.keys = keys;
        this.ttl = ttl;
        this.events = events;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        executor.requireOpen();
        keys.requireSid(sid);
        StoreArguments.requireBind(sid, owner, until);
        String key = keys.ofOwner(owner);
        long millis = ttl.until(until);
        if (millis > 0) {
            String lasts = Long.toString(millis);
            executor.execute("bind", sid, redis -> scripts.run(redis, OwnerScripts.BIND, key, sid, lasts));
        }
    }

    @Override
    public boolean unbind(String sid, String owner) {
        String key = key(sid, owner);
        return executor.execute("unbind", sid, redis -> scripts.run(redis, OwnerScripts.UNBIND, key, sid)) > 0;
    }

    private String key(String sid, String owner) {
        executor.requireOpen();
        keys.requireSid(sid);
        return keys.ofOwner(owner);
    }

    @Override
    public Stream<String> sids(String owner) {
        executor.requireOpen();
        String key = keys.ofOwner(owner);
        return stream(key).flatMap(page -> live(key, page).stream());
    }

    /** Asks entry by entry, since it may take long, and removes the dead at the end of the page. */
    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        executor.requireOpen();
        String key = keys.ofOwner(owner);
        Objects.requireNonNull(live, "live");
        return stream(key).flatMap(page -> {
            List<Entry> dead = new ArrayList<>();
            Stream<Entry> confirmed = page.stream().filter(entry -> {
                executor.requireOpen();
                boolean listed = live.test(entry.sid());
                return listed || !dead.add(entry);
            });
            Stream<Entry> end = Stream.of(dead).flatMap(all -> {
                remove(LISTING, key, all);
                return Stream.empty();
            });
            return Stream.concat(confirmed, end).map(Entry::sid);
        });
    }

    private Stream<List<Entry>> stream(String key) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages(LISTING, key), Spliterator.NONNULL), false);
    }

    private List<String> live(String key, List<Entry> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        List<Long> left = executor.execute(LISTING, null, redis -> redis.timesToLive(keysOf(page)));
        List<String> live = new ArrayList<>(page.size());
        List<Entry> dead = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (left.get(i) == NO_KEY) {
                dead.add(page.get(i));
            } else {
                live.add(page.get(i).sid());
            }
        }
        remove(LISTING, key, dead);
        return live;
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        executor.requireOpen();
        String key = keys.ofOwner(owner);
        Objects.requireNonNull(except, "except");
        int destroyed = 0;
        for (OwnerPages pages = pages("destroyAll", key); pages.hasNext(); ) {
            List<Entry> page = pages.next().stream()
                    .filter(entry -> !except.contains(entry.sid()))
                    .toList();
            destroyed += destroy(key, page);
        }
        return destroyed;
    }

    private int destroy(String key, List<Entry> page) {
        if (page.isEmpty()) {
            return 0;
        }
        List<Boolean> removed = executor.execute("destroyAll", null, redis -> redis.deleteAll(keysOf(page)));
        int destroyed = 0;
        for (int i = 0; i < page.size(); i++) {
            if (removed.get(i)) {
                destroyed++;
                events.publish(new StoreEvent.Destroyed(page.get(i).sid()));
            }
        }
        remove("destroyAll", key, page);
        return destroyed;
    }

    /** A call for each page of keys, and for each hundred of them that are removed. */
    @Override
    public void clear() {
        executor.requireOpen();
        ScanPages pages = new ScanPages(executor, "clear", KeyType.SORTED_SET, keys.ownersPattern(), keys::ofOwners);
        while (pages.hasNext()) {
            pages.removeAll(pages.next());
        }
    }

    private OwnerPages pages(String operation, String key) {
        String count = Integer.toString(PAGE_SIZE);
        return new OwnerPages((from, last) -> executor.execute(
                operation, null, redis -> scripts.list(redis, OwnerScripts.LIST, key, from, last, count)));
    }

    private List<String> keysOf(List<Entry> entries) {
        return entries.stream().map(entry -> keys.of(entry.sid())).toList();
    }

    /** Removes entries whose session is gone, unless one is about to be written. */
    private void remove(String operation, String key, List<Entry> dead) {
        String[] sidsAndTimes = dead.stream()
                .filter(Entry::isSettled)
                .flatMap(entry -> Stream.of(entry.sid(), entry.boundAt()))
                .toArray(String[]::new);
        if (sidsAndTimes.length > 0) {
            executor.execute(operation, null, redis -> scripts.run(redis, OwnerScripts.REMOVE, key, sidsAndTimes));
        }
    }
}
