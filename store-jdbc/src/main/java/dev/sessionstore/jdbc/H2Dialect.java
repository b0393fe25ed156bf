package dev.sessionstore.jdbc;

import dev.sessionstore.StoreArguments;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** H2 2, for trials and users' own tests, with a table of its own. */
class H2Dialect implements Dialect {

    private static final String SCRIPT = Script.read("h2.sql");

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public SessionTable defaultTable() {
        return new SessionTable(null, "sessions", "sid", "data", "expires");
    }

    @Override
    public String script() {
        return SCRIPT;
    }

    @Override
    public TableTraits inspect(Connection connection, SessionTable table) throws SQLException {
        ColumnTypes types = ColumnTypes.of(this, connection, table);
        H2Table.requireFit(connection, table, types);
        return TableTraits.PLAIN.withWords(Map.of("sidtype", H2OwnersTable.sidType(connection, table)));
    }

    @Override
    public boolean inspectOwners(Connection connection, SessionTable table, String owners) throws SQLException {
        try {
            H2OwnersTable.requireFit(connection, table, owners);
        } catch (UnfitTableException e) {
            if (awaitCreation(connection, new OwnersTable(table, owners, false))) {
                H2OwnersTable.requireFit(connection, table, owners);
            } else {
                throw e;
            }
        }
        return true;
    }

    /** H2 shows a table before its key, while another node creates it. A CREATE TABLE that changes nothing waits for that. */
    private boolean awaitCreation(Connection connection, OwnersTable owners) throws SQLException {
        String sid = H2OwnersTable.sidType(connection, owners.sessions());
        try (var statement = connection.createStatement()) {
            statement.execute(Script.ddl(this, owners, Map.of("sidtype", sid)).get(0));
            return true;
        } catch (SQLException e) {
            if (SqlErrorCodes.isUnavailable(e)) {
                throw e;
            }
            return false; // without the right to create, this is not one of the nodes that do
        }
    }

    @Override
    public long expires(Instant expiresAt) {
        return StoreArguments.toMillis(expiresAt);
    }

    @Override
    public long now(Instant now) {
        return now.toEpochMilli() + 1;
    }

    @Override
    public Instant instant(long stored) {
        return Instant.ofEpochMilli(stored);
    }

    @Override
    public Duration resolution() {
        return Duration.ofMillis(1);
    }

    /** H2 has three SQLStates for it, one of them for an empty database. */
    @Override
    public boolean isMissingTable(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith("42S0");
    }
}
