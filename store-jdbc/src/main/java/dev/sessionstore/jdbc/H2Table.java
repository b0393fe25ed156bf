package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Checks that a table of H2 keeps sessions exactly. */
final class H2Table {

    private H2Table() {}

    static void requireFit(Connection connection, SessionTable table, ColumnTypes types) throws SQLException {
        requireType(table, table.sid(), types.sid(), "character varying", "CHARACTER VARYING(128)");
        boolean text = types.data().equals("character varying");
        requireType(
                table,
                table.data(),
                types.data(),
                text ? types.data() : "character large object",
                "CHARACTER LARGE OBJECT");
        requireType(table, table.expires(), types.expires(), "bigint", "BIGINT");
        requireKey(connection, table);
        String collation = one(
                connection,
                "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'COLLATION'",
                "OFF");
        if (!collation.startsWith("OFF")) {
            throw new UnfitTableException(
                    "column " + table.sid() + " of table " + table + " is compared by the collation " + collation
                            + " of its database, which may take different ids for one; make it OFF");
        }
    }

    private static void requireType(SessionTable table, String column, String type, String wanted, String shown) {
        if (!type.equals(wanted)) {
            throw new UnfitTableException("column " + column + " of table " + table + " is of type " + type
                    + ", in which sessions do not keep exactly; make it " + shown);
        }
    }

    /** Ids are long enough, and one id has one row. */
    private static void requireKey(Connection connection, SessionTable table) throws SQLException {
        String schema = table.schema() == null ? connection.getSchema() : table.schema();
        try (ResultSet columns = connection
                .getMetaData()
                .getColumns(null, literal(schema), literal(table.name()), literal(table.sid()))) {
            if (columns.next() && columns.getInt("COLUMN_SIZE") < 128) {
                throw new UnfitTableException("column " + table.sid() + " of table " + table
                        + " is too short for ids of 128" + " characters; make it CHARACTER VARYING(128)");
            }
        }
        String sql = "SELECT i.index_name FROM information_schema.indexes i JOIN information_schema.index_columns c"
                + " ON c.index_schema = i.index_schema AND c.index_name = i.index_name"
                + " WHERE (i.index_type_name = 'PRIMARY KEY' OR i.index_type_name LIKE 'UNIQUE%')"
                + " AND i.table_schema = ? AND i.table_name = ? GROUP BY i.index_name"
                + " HAVING COUNT(*) = 1 AND MAX(c.column_name) = ?";
        if (one(connection, sql, "", schema, table.name(), table.sid()).isEmpty()) {
            throw new UnfitTableException(
                    "column " + table.sid() + " of table " + table + " is without a unique index of its"
                            + " own, so that one id may have several rows; make it PRIMARY KEY");
        }
    }

    private static String literal(String name) {
        return name.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
    }

    private static String one(Connection connection, String sql, String otherwise, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : otherwise;
            }
        }
    }
}
