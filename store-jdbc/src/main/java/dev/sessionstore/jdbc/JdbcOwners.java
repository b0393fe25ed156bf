package dev.sessionstore.jdbc;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The index of owners. A listing reads pages without a lock, each with the state of its sessions, and sends a DELETE only for a page
 * that has dead entries. This needs no transaction: an entry that was bound for the last time more than a minute before the page was
 * read, and whose session was not there then, is dead for good unless it is bound again; the DELETE spares what was bound again.
 */
final class JdbcOwners implements Owners {

    /** Rows per statement of {@link #clear}. */
    private static final int CLEARED = 1000;

    private final OwnersDao dao;
    private final SessionDao sessions;
    private final StoreState state;
    private final Predicate<String> destroy;

    /**
     * @param destroy removes a session, publishes that, and returns whether it was live
     */
    JdbcOwners(OwnersDao dao, SessionDao sessions, StoreState state, Predicate<String> destroy) {
        this.dao = dao;
        this.sessions = sessions;
        this.state = state;
        this.destroy = destroy;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        String digest = requireArguments(sid, owner);
        if (!sessions.isPast(Objects.requireNonNull(until, "until"))) {
            state.call(() -> {
                dao.bind(sid, digest, until);
                return true;
            });
        }
    }

    @Override
    public boolean unbind(String sid, String owner) {
        String digest = requireArguments(sid, owner);
        return state.call(() -> dao.unbind(sid, digest));
    }

    private String requireArguments(String sid, String owner) {
        state.requireOpen();
        sessions.requireSid(sid);
        return StoreArguments.ownerDigest(owner);
    }

    @Override
    public Stream<String> sids(String owner) {
        return stream(owner, OwnersDao.Entry::isLive);
    }

    @Override
    public Stream<String> sids(String owner, Predicate<String> live) {
        state.requireOpen();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(live, "live");
        return stream(owner, entry -> live.test(entry.sid()));
    }

    private Stream<String> stream(String owner, Predicate<OwnersDao.Entry> live) {
        state.requireOpen();
        String digest = StoreArguments.ownerDigest(owner);
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Pages(digest, live), Spliterator.NONNULL),
                Spliterator.NONNULL,
                false);
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        state.requireOpen();
        String digest = StoreArguments.ownerDigest(owner);
        Objects.requireNonNull(except, "except");
        AtomicInteger destroyed = new AtomicInteger();
        Pages pages = new Pages(digest, entry -> {
            if (!entry.isLive() || except.contains(entry.sid())) {
                return entry.isLive();
            }
            if (destroy.test(entry.sid())) {
                destroyed.incrementAndGet();
            }
            return false;
        });
        while (pages.hasNext()) {
            pages.next();
        }
        return destroyed.get();
    }

    @Override
    public void clear() {
        clear(dao.now());
    }

    Instant now() {
        return dao.now();
    }

    /** Removes the entries that were bound until then. */
    void clear(Instant boundBy) {
        TableClearing.inPages(
                state, CLEARED, after -> dao.sids(after, CLEARED), (after, upTo) -> dao.clear(after, upTo, boundBy));
    }

    /** A full page is followed by the page after its last entry. */
    private final class Pages implements Iterator<String> {
        private final String owner;
        private final Predicate<OwnersDao.Entry> live;
        private final Queue<String> listed = new ArrayDeque<>();
        private long since = Long.MIN_VALUE;
        private String after = "";
        private boolean more = true;

        Pages(String owner, Predicate<OwnersDao.Entry> live) {
            this.owner = owner;
            this.live = live;
        }

        @Override
        public boolean hasNext() {
            while (listed.isEmpty() && more) {
                readPage();
            }
            return !listed.isEmpty();
        }

        private void readPage() {
            OwnersDao.Page page = state.call(() -> dao.page(owner, since, after));
            List<String> dead = new ArrayList<>();
            for (OwnersDao.Entry entry : page.entries()) {
                if (!entry.hasEnded() && live.test(entry)) {
                    listed.add(entry.sid());
                } else if (page.mayRemove(entry)) {
                    dead.add(entry.sid());
                }
                since = entry.since();
                after = entry.sid();
            }
            more = page.entries().size() == OwnersDao.PAGE;
            if (!dead.isEmpty()) {
                state.call(() -> dao.remove(owner, dead, page.pending()));
            }
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return listed.remove();
        }
    }
}
