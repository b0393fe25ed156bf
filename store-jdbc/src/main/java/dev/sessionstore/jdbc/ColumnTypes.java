package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** The type names of the three columns, in the database's terms and in lower case. */
record ColumnTypes(String sid, String data, String expires) {

    static ColumnTypes of(Dialect dialect, Connection connection, SessionTable table) throws SQLException {
        String schema = table.schema() == null ? "" : dialect.quote(table.schema()) + ".";
        String nothing = "SELECT " + dialect.quote(table.sid()) + ", " + dialect.quote(table.data()) + ", "
                + dialect.quote(table.expires()) + " FROM " + schema + dialect.quote(table.name()) + " WHERE 1 = 0";
        try (PreparedStatement statement = connection.prepareStatement(nothing);
                var rows = statement.executeQuery()) {
            ResultSetMetaData metaData = rows.getMetaData();
            return new ColumnTypes(type(metaData, 1), type(metaData, 2), type(metaData, 3));
        }
    }

    private static String type(ResultSetMetaData metaData, int column) throws SQLException {
        return metaData.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    }
}
