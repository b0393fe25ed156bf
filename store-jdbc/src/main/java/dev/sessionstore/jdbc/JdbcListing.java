package dev.sessionstore.jdbc;

import dev.sessionstore.Listing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists in pages ordered by the primary key, one statement each, and clears page by page. */
final class JdbcListing implements Listing {

    private static final int PAGE = 1000;

    private final SessionDao dao;
    private final Optional<JdbcOwners> owners;
    private final StoreState state;

    JdbcListing(SessionDao dao, Optional<JdbcOwners> owners, StoreState state) {
        this.dao = dao;
        this.owners = owners;
        this.state = state;
    }

    @Override
    public Stream<String> sids() {
        state.requireOpen();
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Pages(), Spliterator.NONNULL),
                Spliterator.NONNULL,
                false);
    }

    /** A full page is followed by the page after its last id. */
    private final class Pages implements Iterator<String> {
        private final Queue<String> page = new ArrayDeque<>();
        private String last = "";
        private boolean more = true;

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && more) {
                List<String> next = state.call(() -> dao.page(last, PAGE));
                page.addAll(next);
                more = next.size() == PAGE;
                last = more ? next.get(PAGE - 1) : last;
            }
            return !page.isEmpty();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        state.requireOpen();
        if (!dao.isSid(sid)) {
            return Optional.empty();
        }
        return state.call(() -> dao.expiresAt(sid));
    }

    @Override
    public long count() {
        return state.call(dao::count);
    }

    /**
     * Sessions go first: after a failure there may be entries without sessions, and no session that is not listed. Entries that
     * were bound meanwhile stay, for the same reason.
     */
    @Override
    public void clear() {
        Instant began = owners.map(JdbcOwners::now).orElse(Instant.EPOCH);
        TableClearing.inPages(state, PAGE, after -> dao.page(after, PAGE), dao::clear);
        owners.ifPresent(index -> index.clear(began));
    }
}
