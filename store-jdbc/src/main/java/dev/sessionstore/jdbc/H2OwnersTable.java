package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a table of owners of H2 keeps entries exactly. */
final class H2OwnersTable {

    private static final int DIGEST = 64;

    private H2OwnersTable() {}

    private record Column(String type, long length) {
        String full() {
            return type.equals("bigint") ? type : type + "(" + length + ")";
        }
    }

    /** {@return the type of the sessions' id column, for a CREATE TABLE} */
    static String sidType(Connection connection, SessionTable table) throws SQLException {
        return find(columns(connection, table.schema(), table.name()), table.name(), table.sid())
                .full();
    }

    static void requireFit(Connection connection, SessionTable table, String owners) throws SQLException {
        Map<String, Column> found = columns(connection, table.schema(), owners);
        String wanted = sidType(connection, table);
        Column sid = find(found, owners, "sid");
        if (!sid.full().equals(wanted)) {
            throw unfit(owners, "sid", sid.full() + ", unlike the ids of the sessions", wanted);
        }
        Column owner = find(found, owners, "owner");
        if (!owner.type().equals("character varying") || owner.length() < DIGEST) {
            throw unfit(owners, "owner", owner.full(), "varchar(64)");
        }
        for (String number : List.of("until", "bound", "since")) {
            Column column = find(found, owners, number);
            if (!column.type().equals("bigint")) {
                throw unfit(owners, number, column.full(), "bigint");
            }
        }
        requireKey(connection, table.schema(), owners);
    }

    private static void requireKey(Connection connection, @Nullable String schema, String owners) throws SQLException {
        String sql = "SELECT COUNT(*) FROM (SELECT i.index_name FROM information_schema.indexes i"
                + " JOIN information_schema.index_columns c"
                + " ON c.index_schema = i.index_schema AND c.index_name = i.index_name"
                + " WHERE (i.index_type_name = 'PRIMARY KEY' OR i.index_type_name LIKE 'UNIQUE%')"
                + " AND i.table_schema = COALESCE(?, SCHEMA()) AND i.table_name = ? GROUP BY i.index_name"
                + " HAVING LISTAGG(c.column_name, ',') WITHIN GROUP (ORDER BY c.ordinal_position) = 'sid,owner')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.setString(2, owners);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getInt(1) == 0) {
                    throw new UnfitTableException("table " + owners
                            + " has no unique index of its columns sid and owner, in this order; make it PRIMARY KEY"
                            + " (sid, owner)");
                }
            }
        }
    }

    private static Map<String, Column> columns(Connection connection, @Nullable String schema, String table)
            throws SQLException {
        String sql = "SELECT column_name, data_type, character_maximum_length FROM information_schema.columns"
                + " WHERE table_schema = COALESCE(?, SCHEMA()) AND table_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            Map<String, Column> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1), new Column(rows.getString(2).toLowerCase(Locale.ROOT), rows.getLong(3)));
                }
            }
            return found;
        }
    }

    private static Column find(Map<String, Column> columns, String table, String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new UnfitTableException("information_schema does not show column " + name + " of table " + table);
        }
        return column;
    }

    private static UnfitTableException unfit(String table, String column, String is, String wanted) {
        return new UnfitTableException("column " + column + " of table " + table + " is " + is + "; make it " + wanted);
    }
}
