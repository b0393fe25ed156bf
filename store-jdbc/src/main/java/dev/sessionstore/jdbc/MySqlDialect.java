package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MySQL 8 and later, and MariaDB, with the table of express-mysql-session. */
class MySqlDialect implements Dialect {

    private static final String SCRIPT = Script.read("mysql.sql");
    private static final int DUPLICATE_KEY = 1062;
    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    private final String name;

    /**
     * @param name MySQL or MariaDB
     */
    MySqlDialect(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SessionTable defaultTable() {
        return new SessionTable(null, "sessions", "session_id", "data", "expires");
    }

    @Override
    public String script() {
        return SCRIPT;
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** What information_schema says of a column. */
    private record Column(
            String type, String fullType, @Nullable String collation, long characters, long bytes) {}

    @Override
    public TableTraits inspect(Connection connection, SessionTable table) throws SQLException {
        ColumnTypes.of(this, connection, table); // tells a missing table or column in the server's words
        Map<String, Column> columns = columns(connection, table);
        Column sid = find(columns, table, table.sid());
        Column data = find(columns, table, table.data());
        Column expires = find(columns, table, table.expires());
        if (!isBinaryUtf8(sid) || sid.characters() < 128) {
            throw unfit(table, table.sid(), sid, "varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
        boolean text = data.type().endsWith("text") || data.type().equals("varchar");
        if (!text || data.collation() == null || !data.collation().startsWith("utf8mb4")) {
            throw unfit(table, table.data(), data, "mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
        if (!expires.type().equals("int") && !expires.type().equals("bigint")) {
            throw unfit(table, table.expires(), expires, "int unsigned");
        }
        boolean signed = expires.type().equals("int") && !expires.fullType().contains("unsigned");
        return new TableTraits(
                Map.of(),
                signed ? Integer.MAX_VALUE : MAX_UNSIGNED_INT,
                data.bytes(),
                one(connection, "SELECT @@max_allowed_packet"),
                keepsTrailingSpaces(connection, sid));
    }

    private static Map<String, Column> columns(Connection connection, SessionTable table) throws SQLException {
        String sql = "SELECT column_name, data_type, column_type, collation_name, character_maximum_length,"
                + " character_octet_length FROM information_schema.columns"
                + " WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            Map<String, Column> columns = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(
                            lower(rows.getString(1)),
                            new Column(
                                    lower(rows.getString(2)),
                                    lower(rows.getString(3)),
                                    rows.getString(4),
                                    rows.getLong(5),
                                    rows.getLong(6)));
                }
            }
            return columns;
        }
    }

    private Column find(Map<String, Column> columns, SessionTable table, String name) {
        Column column = columns.get(lower(name));
        if (column == null) {
            throw new UnfitTableException("information_schema does not show column " + name + " of table " + table
                    + " to this " + this.name + " user");
        }
        return column;
    }

    private static boolean isBinaryUtf8(Column sid) {
        String collation = sid.collation();
        return sid.type().equals("varchar")
                && collation != null
                && collation.startsWith("utf8mb4_")
                && collation.endsWith("_bin");
    }

    /** All utf8mb4 collations of MariaDB but those named so pad with spaces; MySQL tells. */
    private boolean keepsTrailingSpaces(Connection connection, Column sid) throws SQLException {
        String collation = String.valueOf(sid.collation());
        if (name.equals("MariaDB")) {
            return collation.contains("nopad");
        }
        String sql = "SELECT COUNT(*) FROM information_schema.collations"
                + " WHERE collation_name = ? AND pad_attribute = 'NO PAD'";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, collation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    private static long one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
        }
    }

    private static UnfitTableException unfit(SessionTable table, String column, Column found, String wanted) {
        String collation = found.collation() == null ? "" : " COLLATE " + found.collation();
        return new UnfitTableException("column " + column + " of table " + table + " is " + found.fullType() + collation
                + ", in which sessions do not keep exactly; make it " + wanted);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public long expires(Instant expiresAt) {
        return Math.min(
                MAX_UNSIGNED_INT,
                now(expiresAt.isAfter(Instant.MAX.minusSeconds(1)) ? Instant.MAX.minusSeconds(1) : expiresAt));
    }

    /** Rounded half up, as in express-mysql-session: live to the middle of the second after the stored one. */
    @Override
    public long now(Instant now) {
        return now.plusMillis(500).getEpochSecond();
    }

    @Override
    public Instant instant(long stored) {
        return Instant.ofEpochSecond(stored);
    }

    @Override
    public Duration resolution() {
        return Duration.ofSeconds(1);
    }

    @Override
    public boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }
}
