package dev.sessionstore.demo.http;

import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The databases that both applications can use, with the table that Node's stores have when nothing else is said. */
enum Database {
    MYSQL("mysql", "sessions", "SELECT data FROM sessions WHERE session_id = ?", "expires"),
    MARIADB("mysql", "sessions", "SELECT data FROM sessions WHERE session_id = ?", "expires"),
    POSTGRESQL("postgres", "session", "SELECT sess FROM session WHERE sid = ?", "extract(epoch FROM expire)::bigint");

    private final String nodeStore;
    private final String table;
    private final String select;
    private final String expiry;

    Database(String nodeStore, String table, String select, String expiry) {
        this.nodeStore = nodeStore;
        this.table = table;
        this.select = select;
        this.expiry = expiry;
    }

    SqlServer server() {
        return switch (this) {
            case MYSQL -> MySqlServer.shared();
            case MARIADB -> MariaDbServer.shared();
            case POSTGRESQL -> PostgresServer.shared();
        };
    }

    /** {@return what {@code app.mjs} needs to use this server} */
    NodeOptions node(SqlServer server) {
        String scheme = nodeStore.equals("mysql") ? "mysql://" : "postgres://";
        String url = scheme + server.user() + ":" + server.password() + "@" + server.host() + ":" + server.port() + "/"
                + server.database();
        return NodeOptions.none().with("store", nodeStore).with("url", url);
    }

    /** {@return what the demo needs to use this server} */
    static List<String> demo(SqlServer server) {
        return List.of(
                "--store", "jdbc", "--url", server.jdbcUrl(), "--user", server.user(), "--password", server.password());
    }

    void dropTable() throws SQLException {
        try (Connection connection = connect(server());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table);
        }
    }

    static Connection connect(SqlServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    /** {@return the text that is stored, as the database has it, or null} */
    @Nullable
    String stored(SqlServer server, String sid) throws SQLException {
        return first(server, select, sid);
    }

    /** {@return the expiry as the column has it, in Unix seconds} */
    long expiry(SqlServer server, String sid) throws SQLException {
        String text = first(server, select.replaceFirst("SELECT \\w+", "SELECT " + expiry), sid);
        if (text == null) {
            throw new AssertionError("There is no session");
        }
        return Long.parseLong(text);
    }

    private static @Nullable String first(SqlServer server, String sql, String sid) throws SQLException {
        try (Connection connection = connect(server);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, sid);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
