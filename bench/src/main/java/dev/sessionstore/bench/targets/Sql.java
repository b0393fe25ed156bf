package dev.sessionstore.bench.targets;

import java.time.Instant;
import java.util.function.ToLongFunction;

/**
 * The four statements on a table that our store has made, as somebody would write them who needs nothing but them. Texts first,
 * then instants, in the order in which {@link RawJdbc} sets them.
 *
 * @param get of sid and now
 * @param set of sid, text and expiry
 * @param touch of expiry and sid
 * @param delete of sid
 * @param time how the table counts time
 */
record Sql(String get, String set, String touch, String delete, ToLongFunction<Instant> time) {

    static Sql of(String url, String table) {
        if (url.startsWith("jdbc:postgresql:")) {
            return postgresql('"' + table + '"');
        }
        return url.startsWith("jdbc:h2:") ? h2('"' + table + '"') : mysql('`' + table + '`');
    }

    private static Sql mysql(String table) {
        return new Sql(
                "SELECT data FROM " + table + " WHERE session_id = ? AND expires >= ?",
                "INSERT INTO " + table + " (session_id, data, expires) VALUES (?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE data = VALUES(data), expires = VALUES(expires)",
                "UPDATE " + table + " SET expires = ? WHERE session_id = ?",
                "DELETE FROM " + table + " WHERE session_id = ?",
                Instant::getEpochSecond);
    }

    private static Sql postgresql(String table) {
        return new Sql(
                "SELECT sess FROM " + table + " WHERE sid = ? AND expire >= to_timestamp(?) AT TIME ZONE 'UTC'",
                "INSERT INTO " + table + " (sid, sess, expire)"
                        + " VALUES (?, CAST(? AS json), to_timestamp(?) AT TIME ZONE 'UTC')"
                        + " ON CONFLICT (sid) DO UPDATE SET sess = EXCLUDED.sess, expire = EXCLUDED.expire",
                "UPDATE " + table + " SET expire = to_timestamp(?) AT TIME ZONE 'UTC' WHERE sid = ?",
                "DELETE FROM " + table + " WHERE sid = ?",
                Instant::getEpochSecond);
    }

    private static Sql h2(String table) {
        return new Sql(
                "SELECT \"data\" FROM " + table + " WHERE \"sid\" = ? AND \"expires\" >= ?",
                "MERGE INTO " + table + " (\"sid\", \"data\", \"expires\") KEY (\"sid\") VALUES (?, ?, ?)",
                "UPDATE " + table + " SET \"expires\" = ? WHERE \"sid\" = ?",
                "DELETE FROM " + table + " WHERE \"sid\" = ?",
                Instant::toEpochMilli);
    }
}
