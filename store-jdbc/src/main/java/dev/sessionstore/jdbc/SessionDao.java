package dev.sessionstore.jdbc;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.WriteOutcome;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the statement of each operation of the store, and nothing else: events and open or closed are decided elsewhere. */
final class SessionDao {

    /** How often a statement is repeated whose "no rows" the row's state does not explain. Usually the timeout ends it first. */
    private static final int ATTEMPTS = 100;

    /** The size of a statement without its values, at most. */
    private static final int STATEMENT_BYTES = 2048;

    private final Database database;
    private final Dialect dialect;
    private final TableTraits traits;
    private final Script script;
    private final SweepDao sweeps;
    private final InstantSource clock;

    SessionDao(Database database, Dialect dialect, SessionTable table, TableTraits traits, InstantSource clock) {
        this.database = database;
        this.dialect = dialect;
        this.traits = traits;
        this.script = Script.of(dialect, table, traits.words());
        this.sweeps = new SweepDao(database, dialect, script, SweepStatements.SESSIONS, traits.rowLocks());
        this.clock = clock;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean isPast(Instant expiresAt) {
        return !expiresAt.isAfter(clock.instant());
    }

    /** {@return whether the id is valid in every store and in this table} */
    boolean isSid(String sid) {
        return StoreArguments.isSid(sid) && isDistinct(sid);
    }

    void requireSid(String sid) {
        StoreArguments.requireSid(sid);
        if (!isDistinct(sid)) {
            throw new IllegalArgumentException("sid ends with a space, which the table's collation ignores");
        }
    }

    private boolean isDistinct(String sid) {
        return traits.trailingSpaces() || !sid.endsWith(" ");
    }

    Optional<String> get(String sid) {
        return call(
                "get", c -> c.query(sql(SqlStatement.GET), Map.of("sid", sid, "now", now()), row -> row.getString(1)));
    }

    Optional<Instant> expiresAt(String sid) {
        return call("expiresAt", c -> expiry(c, sid)).map(dialect::instant);
    }

    /** {@return the affected rows; databases count them differently} */
    int set(String sid, String data, Instant expiresAt) {
        requireFitting("set", data, "");
        return call(
                "set",
                c -> c.update(sql(SqlStatement.SET), Map.of("sid", sid, "data", data, "expires", expires(expiresAt))));
    }

    /** No rows: there is no session, or the driver counts changed rows only and the row already has this expiry. */
    boolean touch(String sid, Instant expiresAt) {
        long expires = expires(expiresAt);
        return call("touch", c -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<String, Object> values = Map.of("sid", sid, "expires", expires, "now", now());
                if (c.update(sql(SqlStatement.TOUCH), values) > 0) {
                    return true;
                }
                Optional<Long> there = expiry(c, sid);
                if (there.isEmpty() || there.get() == expires) {
                    return there.isPresent();
                }
            }
            throw contended();
        });
    }

    boolean destroy(String sid) {
        return call("destroy", c -> c.update(sql(SqlStatement.DESTROY), Map.of("sid", sid, "now", now())) > 0);
    }

    /** An expired, unswept row is overwritten by a second statement where the first cannot do it. */
    boolean create(String sid, String data, Instant expiresAt) {
        requireFitting("create", data, "");
        return call("create", c -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<String, Object> values =
                        Map.of("sid", sid, "data", data, "expires", expires(expiresAt), "now", now());
                if (insert(c, values)) {
                    return true;
                }
                Optional<Sql> takeOver = script.find(SqlStatement.TAKE_OVER);
                if (takeOver.isEmpty()) {
                    return false;
                }
                if (c.update(takeOver.get(), values) > 0) {
                    return true;
                }
                if (expiry(c, sid).isPresent()) {
                    return false;
                }
            }
            throw contended();
        });
    }

    private boolean insert(Database.Call c, Map<String, Object> values) throws SQLException {
        try {
            return c.update(sql(SqlStatement.CREATE), values) > 0;
        } catch (SQLException e) {
            if (dialect.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    /** {@return whether there is a live session} */
    boolean exists(String sid) {
        return call("create", c -> expiry(c, sid).isPresent());
    }

    WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
        requireFitting("replace", data, expected);
        long expires = expires(expiresAt);
        return call("replace", c -> conditionally(c, SqlStatement.REPLACE, sid, expected, data, expires));
    }

    /** The replace with an expiry in the past: removes the row if it has the expected text. */
    WriteOutcome remove(String sid, String expected) {
        requireFitting("replace", expected, "");
        return call("replace", c -> conditionally(c, SqlStatement.REMOVE, sid, expected, "", 0));
    }

    /** No rows: gone, changed, or the driver counts changed rows only and the row already has these values. */
    private WriteOutcome conditionally(
            Database.Call c, SqlStatement statement, String sid, String expected, String data, long expires)
            throws SQLException {
        byte[] expectedBytes = expected.getBytes(StandardCharsets.UTF_8);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, Object> values = Map.of(
                    "sid",
                    sid,
                    "data",
                    data,
                    "expires",
                    expires,
                    "now",
                    now(),
                    "expected",
                    expected,
                    "expectedBytes",
                    expectedBytes);
            if (c.update(sql(statement), values) > 0) {
                return WriteOutcome.WRITTEN;
            }
            Optional<State> there = c.query(
                    sql(SqlStatement.STATE),
                    Map.of("sid", sid, "now", now()),
                    row -> new State(row.getString(1), row.getLong(2)));
            if (there.isEmpty()) {
                return WriteOutcome.GONE;
            }
            if (there.get().equals(new State(data, expires)) && data.equals(expected)) {
                return WriteOutcome.WRITTEN;
            }
            if (!expected.equals(there.get().data())) {
                return WriteOutcome.CHANGED;
            }
        }
        throw contended();
    }

    /** The columns of a live session. */
    private record State(String data, long expires) {}

    List<String> page(String after, int limit) {
        return call(
                "sids", c -> c.strings(sql(SqlStatement.PAGE), Map.of("after", after, "now", now(), "limit", limit)));
    }

    long count() {
        return call("count", c -> c.query(sql(SqlStatement.COUNT), Map.of("now", now()), row -> row.getLong(1)))
                .orElse(0L);
    }

    /**
     * Removes all rows in a range of the primary key, expired or not.
     *
     * @return how many rows were removed
     */
    int clear(String after, String upTo) {
        return call("clear", c -> c.update(sql(SqlStatement.CLEAR), Map.of("after", after, "upTo", upTo)));
    }

    /** {@return the removal of expired sessions} */
    SweepDao sweeps() {
        return sweeps;
    }

    private Optional<Long> expiry(Database.Call c, String sid) throws SQLException {
        return c.query(sql(SqlStatement.EXPIRY), Map.of("sid", sid, "now", now()), row -> row.getLong(1));
    }

    private <T> T call(String operation, Database.Work<T> work) {
        return database.call(operation, dialect.name(), work);
    }

    private Sql sql(SqlStatement statement) {
        return script.get(statement);
    }

    private long now() {
        return dialect.now(clock.instant());
    }

    private long expires(Instant expiresAt) {
        return Math.min(traits.latestExpiry(), dialect.expires(expiresAt));
    }

    private void requireFitting(String operation, String data, String besides) {
        if (isLonger(data, traits.maxData())) {
            throw tooLarge(operation, data, "the data column holds " + traits.maxData() + " bytes");
        }
        long most = traits.maxStatement() - STATEMENT_BYTES;
        if (3L * (data.length() + besides.length()) > most && utf8Length(data) + utf8Length(besides) > most) {
            String what = besides.isEmpty() ? "" : "the expected one " + utf8Length(besides) + ", ";
            throw tooLarge(operation, data, what + "max_allowed_packet is " + traits.maxStatement() + " bytes");
        }
    }

    private StoreException tooLarge(String operation, String data, String limit) {
        return new StoreException(operation + " in " + dialect.name() + " was refused: the text has " + utf8Length(data)
                + " bytes, " + limit);
    }

    private static boolean isLonger(String text, long bytes) {
        return 3L * text.length() > bytes && utf8Length(text) > bytes;
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A pair of surrogates is four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    private static SQLException contended() {
        return new SQLException("other writers kept changing this session", "40001");
    }
}
