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

/** Lists by pages in the order of the primary key, each page one statement, and clears page by page. */
final class JdbcListing implements Listing {

    private static final int PAGE = 1000;

    private final SessionDao rows;
    private final StoreState gate;

    JdbcListing(SessionDao rows, StoreState gate) {
        this.rows = rows;
        this.gate = gate;
    }

    @Override
    public Stream<String> sids() {
        gate.requireOpen();
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(new Pages(), Spliterator.NONNULL),
                Spliterator.NONNULL,
                false);
    }

    /** Where a page was full, the next begins after its last id. */
    private final class Pages implements Iterator<String> {
        private final Queue<String> page = new ArrayDeque<>();
        private String last = "";
        private boolean more = true;

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && more) {
                List<String> next = gate.call(() -> rows.page(last, PAGE));
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
        gate.requireOpen();
        if (!rows.isSid(sid)) {
            return Optional.empty();
        }
        return gate.call(() -> rows.expiresAt(sid));
    }

    @Override
    public long count() {
        return gate.call(rows::count);
    }

    /** Once through the table by the primary key, so that it ends whatever others create or delete meanwhile. */
    @Override
    public void clear() {
        String last = "";
        List<String> page;
        do {
            String after = last;
            page = gate.call(() -> rows.page(after, PAGE));
            if (!page.isEmpty()) {
                String upTo = page.get(page.size() - 1);
                gate.call(() -> rows.clear(after, upTo));
                last = upTo;
            }
        } while (page.size() == PAGE);
    }
}
