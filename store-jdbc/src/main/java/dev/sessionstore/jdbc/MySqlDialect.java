package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

    @Override
    public TableTraits inspect(Connection connection, SessionTable table) throws SQLException {
        ColumnTypes.of(this, connection, table); // a missing table or column fails here, with the server's message
        MySqlTable found = new MySqlTable(connection, name, table);
        MySqlTable.Column sid = found.requireFitSid();
        MySqlTable.Column data = found.requireFitData();
        MySqlTable.Column expires = found.requireFitExpires();
        boolean signed = expires.type().equals("int") && !expires.fullType().contains("unsigned");
        return new TableTraits(
                Map.of("key", quote(found.key()), "sidtype", MySqlOwnersTable.type(sid)),
                signed ? Integer.MAX_VALUE : MAX_UNSIGNED_INT,
                data.bytes(),
                one(connection, "SELECT @@max_allowed_packet"),
                keepsTrailingSpaces(connection, String.valueOf(sid.collation())),
                found.locksRows());
    }

    @Override
    public boolean inspectOwners(Connection connection, SessionTable table, String owners) throws SQLException {
        SessionTable index = new SessionTable(table.schema(), owners, "sid", "owner", "until");
        MySqlTable.Column sid = new MySqlTable(connection, name, table).requireFitSid();
        MySqlTable found = new MySqlTable(connection, name, index);
        MySqlOwnersTable.requireFit(connection, found, index, sid);
        return found.locksRows();
    }

    /** MariaDB's utf8mb4 collations ignore trailing spaces unless their name says nopad. MySQL has a column for it. */
    private boolean keepsTrailingSpaces(Connection connection, String collation) throws SQLException {
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

    @Override
    public long expires(Instant expiresAt) {
        return Math.min(
                MAX_UNSIGNED_INT,
                now(expiresAt.isAfter(Instant.MAX.minusSeconds(1)) ? Instant.MAX.minusSeconds(1) : expiresAt));
    }

    /** Rounded half up, as in express-mysql-session: a session is live until half a second past the stored expiry. */
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
