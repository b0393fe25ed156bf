package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a table of MySQL or MariaDB keeps sessions exactly, by its information schema. */
final class MySqlTable {

    private static final String SID = "varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    private final Connection connection;
    private final String database;
    private final SessionTable table;
    private final Map<String, Column> columns;
    private final Map<String, UniqueIndex> indexes;

    /** One column in information_schema. */
    record Column(
            String type, String fullType, @Nullable String collation, long characters, long bytes, boolean generated) {}

    /** A unique index: whether it contains the whole id, nothing but the id, and an auto_increment column. */
    private record UniqueIndex(boolean hasSid, boolean alone, boolean numbered) {}

    MySqlTable(Connection connection, String database, SessionTable table) throws SQLException {
        this.connection = connection;
        this.database = database;
        this.table = table;
        this.columns = columns();
        this.indexes = uniqueIndexes();
    }

    Column requireFitSid() {
        Column sid = find(table.sid());
        String collation = sid.collation();
        boolean binary = sid.type().equals("varchar")
                && collation != null
                && collation.startsWith("utf8mb4_")
                && collation.endsWith("_bin");
        if (!binary || sid.characters() < 128) {
            throw unfit(table.sid(), sid, SID);
        }
        requireUnique();
        return sid;
    }

    Column requireFitData() {
        Column data = find(table.data());
        boolean text = data.type().endsWith("text") || data.type().equals("varchar");
        if (!text || data.collation() == null || !data.collation().startsWith("utf8mb4")) {
            throw unfit(table.data(), data, "mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
        return data;
    }

    Column requireFitExpires() {
        Column expires = find(table.expires());
        if (!expires.type().equals("int") && !expires.type().equals("bigint")) {
            throw unfit(table.expires(), expires, "int unsigned");
        }
        return expires;
    }

    /** {@return whether the table's engine locks rows until the end of a transaction} */
    boolean locksRows() throws SQLException {
        String sql = "SELECT engine FROM information_schema.tables"
                + " WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?";
        try (PreparedStatement statement = ofTable(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && "InnoDB".equalsIgnoreCase(rows.getString(1));
        }
    }

    /** {@return the name of the unique index of the ids alone, or an empty text} */
    String key() {
        return indexes.entrySet().stream()
                .filter(index -> index.getValue().hasSid() && index.getValue().alone())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /** An upsert updates the row that any unique index finds, so another unique index would let one session overwrite another. */
    private void requireUnique() {
        if (key().isEmpty()) {
            throw new UnfitTableException("column " + table.sid() + " of table " + table
                    + " is without a unique index of its own and of its whole length, so that one id may have several"
                    + " rows, or several one; make it PRIMARY KEY");
        }
        indexes.forEach((name, index) -> {
            if (!index.hasSid() && !index.numbered()) {
                throw new UnfitTableException("index " + name + " of table " + table + " is unique without column "
                        + table.sid() + " in its whole length, so that one session would overwrite another; make it an"
                        + " index that is not unique");
            }
        });
    }

    private Map<String, UniqueIndex> uniqueIndexes() throws SQLException {
        String sql = "SELECT s.index_name, LOWER(s.column_name) = LOWER(?) AND s.sub_part IS NULL,"
                + " COALESCE(c.extra LIKE '%auto_increment%', FALSE) FROM information_schema.statistics s"
                + " LEFT JOIN information_schema.columns c ON c.table_schema = s.table_schema"
                + " AND c.table_name = s.table_name AND c.column_name = s.column_name"
                + " WHERE s.non_unique = 0 AND s.table_schema = COALESCE(?, DATABASE()) AND s.table_name = ?";
        Map<String, UniqueIndex> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.sid());
            statement.setString(2, table.schema());
            statement.setString(3, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    boolean sid = rows.getBoolean(2);
                    UniqueIndex column = new UniqueIndex(sid, sid, rows.getBoolean(3));
                    found.merge(
                            rows.getString(1),
                            column,
                            (some, more) -> new UniqueIndex(
                                    some.hasSid() || more.hasSid(), false, some.numbered() || more.numbered()));
                }
            }
        }
        return found;
    }

    private Map<String, Column> columns() throws SQLException {
        String sql = "SELECT column_name, data_type, column_type, collation_name, character_maximum_length,"
                + " character_octet_length, extra FROM information_schema.columns"
                + " WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?";
        try (PreparedStatement statement = ofTable(sql);
                ResultSet rows = statement.executeQuery()) {
            Map<String, Column> found = new HashMap<>();
            while (rows.next()) {
                String extra = lower(String.valueOf(rows.getString(7)));
                found.put(
                        lower(rows.getString(1)),
                        new Column(
                                lower(rows.getString(2)),
                                lower(rows.getString(3)),
                                rows.getString(4),
                                rows.getLong(5),
                                rows.getLong(6),
                                extra.contains("virtual") || extra.contains("stored") || extra.contains("persistent")));
            }
            return found;
        }
    }

    private PreparedStatement ofTable(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    Column find(String name) {
        Column column = columns.get(lower(name));
        if (column == null) {
            throw new UnfitTableException("information_schema does not show column " + name + " of table " + table
                    + " to this " + database + " user");
        }
        if (column.generated()) {
            throw new UnfitTableException("column " + name + " of table " + table
                    + " is a generated column, which cannot be written; make it a plain column");
        }
        return column;
    }

    private UnfitTableException unfit(String column, Column found, String wanted) {
        String collation = found.collation() == null ? "" : " COLLATE " + found.collation();
        return new UnfitTableException("column " + column + " of table " + table + " is " + found.fullType() + collation
                + ", in which sessions do not keep exactly; make it " + wanted);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
