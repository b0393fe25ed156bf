package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** PostgreSQL 9.5 and later, with the table of connect-pg-simple. */
final class PostgresDialect implements Dialect {

    private static final String SCRIPT = Script.read("postgresql.sql");

    /** A day before the end of the timestamp type, which is in local time. */
    private static final Instant LATEST = Instant.parse("+294276-12-30T00:00:00Z");

    private final ZoneId zone;

    /**
     * @param zone the zone of a column without time zone
     */
    PostgresDialect(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public SessionTable defaultTable() {
        return new SessionTable(null, "session", "sid", "sess", "expire");
    }

    @Override
    public String script() {
        return SCRIPT;
    }

    @Override
    public TableTraits inspect(Connection connection, SessionTable table) throws SQLException {
        ColumnTypes.of(this, connection, table); // a missing table or column fails here, with the server's message
        String expires = new PostgresTable(connection, this, table).requireFit();
        String sid = new PostgresOwnersTable(connection, this, table).sidType();
        if (expires.equals("timestamptz")) {
            return TableTraits.PLAIN.withWords(Map.of("zone", "", "sidtype", sid));
        }
        String atZone = "AT TIME ZONE " + zoneLiteral();
        try (PreparedStatement statement = connection.prepareStatement("SELECT now() " + atZone)) {
            statement.execute();
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState())) {
                throw new UnfitTableException("zone " + zone + " is not known to this PostgreSQL server");
            }
            throw e;
        }
        return TableTraits.PLAIN.withWords(Map.of("zone", atZone, "sidtype", sid));
    }

    @Override
    public boolean inspectOwners(Connection connection, SessionTable table, String owners) throws SQLException {
        new PostgresOwnersTable(connection, this, table).requireFit(owners);
        return true;
    }

    /** An offset becomes an interval, because PostgreSQL, like POSIX, reads '+02:00' as two hours west. */
    private String zoneLiteral() {
        if (zone.normalized() instanceof ZoneOffset offset) {
            return "INTERVAL '" + offset.getTotalSeconds() + " seconds'";
        }
        return "'" + zone.getId().replace("'", "''") + "'";
    }

    @Override
    public long expires(Instant expiresAt) {
        return now(expiresAt.isAfter(LATEST) ? LATEST : expiresAt);
    }

    /** Rounded up, as in connect-pg-simple: a session is live until the end of the second in which it expires. */
    @Override
    public long now(Instant now) {
        return now.getNano() == 0 ? now.getEpochSecond() : now.getEpochSecond() + 1;
    }

    @Override
    public Instant instant(long stored) {
        return Instant.ofEpochSecond(stored);
    }

    @Override
    public Duration resolution() {
        return Duration.ofSeconds(1);
    }
}
