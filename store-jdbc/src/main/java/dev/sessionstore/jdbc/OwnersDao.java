package dev.sessionstore.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the statements of the index of owners, and nothing else. An entry ends by the rule by which a session expires, so that it
 * ends with a session of the same expiry, whatever the unit of the column.
 */
final class OwnersDao {

    static final int PAGE = 100;

    /** How long an entry without a session stays: its session may be about to be written. */
    static final Duration PENDING = Duration.ofMinutes(1);

    /** How often a bind is repeated that met another one of the same entry. Usually the timeout ends it first. */
    private static final int ATTEMPTS = 100;

    /** The numbers of ids that statements are prepared for. The last id is repeated to fill the rest. */
    private static final int[] SHAPES = {4, 16, PAGE};

    private static final long MICROS = 1_000_000;

    private final Database database;
    private final Dialect dialect;
    private final Script script;
    private final long latestExpiry;
    private final InstantSource clock;
    private final SweepDao sweeps;
    private final AtomicLong lastSince = new AtomicLong(Long.MIN_VALUE);

    /**
     * @param rowLocks whether a transaction locks the rows of the table of owners until its end
     */
    OwnersDao(
            Database database,
            Dialect dialect,
            OwnersTable owners,
            TableTraits traits,
            boolean rowLocks,
            InstantSource clock) {
        this.database = database;
        this.dialect = dialect;
        this.script = Script.of(dialect, owners, traits.words());
        this.latestExpiry = traits.latestExpiry();
        this.clock = clock;
        this.sweeps = new SweepDao(database, dialect, script, SweepStatements.ENTRIES, rowLocks);
    }

    /** One entry of a page. */
    record Entry(String sid, long since, long bound, State state) {
        boolean isLive() {
            return state == State.LIVE;
        }

        boolean hasEnded() {
            return state == State.ENDED;
        }
    }

    /** What the database found, in the order of the numbers that the statement returns. */
    enum State {
        ENDED,
        WITHOUT_SESSION,
        LIVE
    }

    /**
     * A page of entries.
     *
     * @param entries in the order of the listing
     * @param pending an entry that was bound later may belong to a session that is about to be written
     */
    record Page(List<Entry> entries, long pending) {
        boolean mayRemove(Entry entry) {
            return entry.hasEnded() || entry.bound() <= pending;
        }
    }

    void bind(String sid, String owner, Instant until) {
        Instant now = clock.instant();
        long bound = micros(now);
        Map<String, Object> values = Map.of(
                "sid",
                sid,
                "owner",
                owner,
                "until",
                Math.min(latestExpiry, dialect.expires(until)),
                "bound",
                bound,
                "since",
                lastSince.updateAndGet(last -> Math.max(bound, last + 1)),
                "now",
                dialect.now(now));
        call("bind", c -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return c.update(script.get(SqlStatement.BIND), values);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !dialect.isDuplicateKey(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    /** {@return whether there was an entry that had not ended} */
    boolean unbind(String sid, String owner) {
        Map<String, Object> values = Map.of("sid", sid, "owner", owner, "now", dialect.now(clock.instant()));
        return call("unbind", c -> c.update(script.get(SqlStatement.UNBIND), values) > 0);
    }

    /**
     * The next entries of an owner. Takes no lock.
     *
     * @param since of the last entry of the page before, or the smallest number
     * @param after its sid, or an empty text
     */
    Page page(String owner, long since, String after) {
        Instant now = clock.instant();
        Map<String, Object> values =
                Map.of("owner", owner, "since", since, "after", after, "limit", PAGE, "now", dialect.now(now));
        List<Entry> entries = call(
                "sids",
                c -> c.rows(
                        script.get(SqlStatement.ENTRIES),
                        values,
                        row -> new Entry(
                                row.getString(1), row.getLong(2), row.getLong(3), State.values()[row.getInt(4)])));
        return new Page(entries, micros(now.minus(PENDING)));
    }

    /** Removes entries that have not been bound again since the page was read, by their primary keys. */
    int remove(String owner, List<String> sids, long pending) {
        int shape = shape(sids.size());
        Map<String, Object> values = new HashMap<>();
        values.put("owner", owner);
        values.put("bound", pending);
        values.put("now", dialect.now(clock.instant()));
        for (int i = 0; i < shape; i++) {
            values.put("sids" + i, sids.get(Math.min(i, sids.size() - 1)));
        }
        return call("sids", c -> c.update(script.get(SqlStatement.REMOVE_ENTRIES, shape), values));
    }

    private static int shape(int sids) {
        int i = 0;
        while (SHAPES[i] < sids) {
            i++;
        }
        return SHAPES[i];
    }

    /** {@return the sids of entries of any owner; one with several owners several times} */
    List<String> sids(String after, int limit) {
        return call(
                "clear", c -> c.strings(script.get(SqlStatement.ENTRY_PAGE), Map.of("after", after, "limit", limit)));
    }

    /** Removes the entries in a range of sids that were bound until then. */
    int clear(String after, String upTo, Instant boundBy) {
        Map<String, Object> values = Map.of("after", after, "upTo", upTo, "bound", micros(boundBy));
        return call("clear", c -> c.update(script.get(SqlStatement.CLEAR_ENTRIES), values));
    }

    Instant now() {
        return clock.instant();
    }

    /** {@return the removal of entries that have ended} */
    SweepDao sweeps() {
        return sweeps;
    }

    private <T> T call(String operation, Database.Work<T> work) {
        return database.call(operation, dialect.name(), work);
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
    }
}
