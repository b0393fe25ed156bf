package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that a table of owners of PostgreSQL keeps entries exactly, and joins with the table of the sessions. */
final class PostgresOwnersTable {

    private static final Set<String> TEXTS =
            Set.of("text", "character varying", "character varying(64)", "character varying(128)");

    private static final String COLUMNS = "SELECT a.attname, format_type(a.atttypid, a.atttypmod),"
            + " CASE WHEN c.oid IS NULL THEN '' WHEN c.collname = 'default' THEN ' COLLATE \"default\"'"
            + " ELSE ' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(c.collname) END,"
            + " COALESCE(to_json(a) ->> 'attgenerated', '')"
            + " FROM pg_attribute a LEFT JOIN pg_collation c ON c.oid = a.attcollation"
            + " LEFT JOIN pg_namespace n ON n.oid = c.collnamespace"
            + " WHERE a.attrelid = CAST(CAST(? AS text) AS regclass) AND a.attnum > 0 AND NOT a.attisdropped";

    /** A unique index whose columns are the sid and the owner. */
    private static final String KEY = "SELECT 1 FROM pg_index i"
            + " JOIN pg_attribute s ON s.attrelid = i.indrelid AND s.attnum = i.indkey[0]"
            + " JOIN pg_attribute o ON o.attrelid = i.indrelid AND o.attnum = i.indkey[1]"
            + " WHERE i.indrelid = CAST(CAST(? AS text) AS regclass) AND s.attname = 'sid' AND o.attname = 'owner'"
            + " AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL"
            + " AND COALESCE(CAST(to_json(i) ->> 'indnkeyatts' AS int), i.indnatts) = 2";

    private final Connection connection;
    private final Dialect dialect;
    private final SessionTable table;

    private record Column(String type, String collation, boolean generated) {
        String full() {
            return type + collation;
        }
    }

    /**
     * @param table the table of the sessions
     */
    PostgresOwnersTable(Connection connection, Dialect dialect, SessionTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /** {@return the type of the sessions' id column, for a CREATE TABLE} */
    String sidType() throws SQLException {
        return find(columns(table.name()), table.name(), table.sid()).full();
    }

    void requireFit(String owners) throws SQLException {
        Map<String, Column> found = columns(owners);
        Column sid = find(found, owners, "sid");
        String wanted = sidType();
        if (!sid.full().equals(wanted)) {
            throw unfit(owners, "sid", sid.full() + ", unlike the ids of the sessions", wanted);
        }
        Column owner = find(found, owners, "owner");
        if (!TEXTS.contains(owner.type())) {
            throw unfit(owners, "owner", owner.full(), "varchar(64) COLLATE \"C\"");
        }
        for (String number : List.of("until", "bound", "since")) {
            Column column = find(found, owners, number);
            if (!column.type().equals("bigint")) {
                throw unfit(owners, number, column.full(), "bigint");
            }
        }
        requireKey(owners);
    }

    private void requireKey(String owners) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEY)) {
            statement.setString(1, quoted(owners));
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new UnfitTableException("table " + owners
                            + " has no unique index of its columns sid and owner, in this order; make it PRIMARY KEY"
                            + " (sid, owner)");
                }
            }
        }
    }

    private Map<String, Column> columns(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, quoted(name));
            Map<String, Column> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1),
                            new Column(
                                    rows.getString(2),
                                    rows.getString(3),
                                    !rows.getString(4).isBlank()));
                }
            }
            return found;
        }
    }

    private static Column find(Map<String, Column> columns, String table, String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new UnfitTableException("the catalog does not show column " + name + " of table " + table);
        }
        if (column.generated()) {
            throw unfit(table, name, "a generated column, which cannot be written", "a plain column");
        }
        return column;
    }

    private String quoted(String name) {
        return (table.schema() == null ? "" : dialect.quote(table.schema()) + ".") + dialect.quote(name);
    }

    private static UnfitTableException unfit(String table, String column, String is, String wanted) {
        return new UnfitTableException("column " + column + " of table " + table + " is " + is + "; make it " + wanted);
    }
}
