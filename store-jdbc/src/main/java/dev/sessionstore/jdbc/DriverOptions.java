package dev.sessionstore.jdbc;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connection properties that make each driver fast and bounded. Options in the URL take precedence. */
final class DriverOptions {

    private static final System.Logger LOG = System.getLogger(DriverOptions.class.getName());

    private static final Pattern SCHEME = Pattern.compile("jdbc:[A-Za-z0-9+.-]{1,40}:");
    private static final String WITHOUT_MESSAGE =
            "the driver could not connect; its message is omitted because it may quote the URL";

    private static final String MYSQL = "jdbc:mysql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";

    /** Network, login refused, no such database, syntax or privilege, resources, not ready. */
    private static final Set<String> CONNECT_STATES = Set.of("08", "28", "3D", "42", "53", "55", "57", "58");

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final Duration timeout;

    DriverOptions(String url, @Nullable String user, @Nullable String password, Duration timeout) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.timeout = timeout;
    }

    String url() {
        return url;
    }

    /** {@return the beginning of a URL that names the driver, such as {@code jdbc:mysql:}} */
    static String scheme(String url) {
        Matcher scheme = SCHEME.matcher(url);
        return scheme.lookingAt() ? scheme.group() : "jdbc:";
    }

    Properties forDriver(Driver driver) {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        String millis = String.valueOf(timeout.toMillis());
        switch (scheme(url)) {
            case MYSQL -> {
                add(properties, "useServerPrepStmts", "true");
                add(properties, "cachePrepStmts", "true");
                add(properties, "cacheResultSetMetadata", "true");
                add(properties, "cacheServerConfiguration", "true");
                add(properties, "useLocalSessionState", "true");
                add(properties, "elideSetAutoCommits", "true");
                add(properties, "maintainTimeStats", "false");
                add(properties, "connectTimeout", millis);
                add(properties, "tcpKeepAlive", "true");
                track(properties, driver, TrackedMySqlSocketFactory.class.getName());
            }
            case MARIADB -> {
                add(properties, "useServerPrepStmts", "true");
                add(properties, "connectTimeout", millis);
                add(properties, "socketTimeout", millis);
                add(properties, "tcpKeepAlive", "true");
                track(properties, driver, TrackedSocketFactory.class.getName());
            }
            case POSTGRESQL -> {
                add(properties, "connectTimeout", String.valueOf(Math.max(1, timeout.toSeconds())));
                add(properties, "loginTimeout", "0");
                add(properties, "tcpKeepAlive", "true");
                add(properties, "ApplicationName", "session-store");
                add(properties, "options", "-c statement_timeout=" + millis);
                track(properties, driver, TrackedSocketFactory.class.getName());
            }
            case H2 -> {
                if (url.startsWith(H2 + "tcp:") || url.startsWith(H2 + "ssl:")) {
                    add(properties, "NETWORK_TIMEOUT", String.valueOf(timeout.toMillis() * 5 / 4));
                }
            }
            default -> {}
        }
        return properties;
    }

    private void add(Properties properties, String name, String value) {
        if (!url.contains(name + "=")) {
            properties.setProperty(name, value);
        }
    }

    /** A driver in the class loader of a container, shared by its applications, does not see this class. */
    private void track(Properties properties, Driver driver, String factory) {
        try {
            Class.forName(factory, false, driver.getClass().getClassLoader());
            add(properties, "socketFactory", factory);
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "Connections of this driver will be aborted, because it cannot load " + factory, e);
        }
    }

    /**
     * Detects a pooler such as PgBouncer in front of PostgreSQL, which gives the server's connection to another client after each
     * transaction. It refuses or ignores the options of a session. Behind it, named prepared statements are switched off.
     */
    Properties afterInspecting(Connection connection, Properties used) throws SQLException {
        if (!used.containsKey("options")) {
            return used;
        }
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT setting FROM pg_settings WHERE name = 'statement_timeout'")) {
            boolean kept = rows.next() && rows.getString(1).equals(String.valueOf(timeout.toMillis()));
            return kept ? used : throughPooler(used);
        }
    }

    /** {@return other properties if the session options may be the reason of the refusal} */
    Properties afterRefusal(SQLException e, Properties used) {
        boolean options = "08P01".equals(e.getSQLState()) && used.containsKey("options");
        return options ? throughPooler(used) : used;
    }

    private Properties throughPooler(Properties used) {
        LOG.log(
                Level.INFO,
                "Found a pooler such as PgBouncer in front of PostgreSQL: named prepared statements are off, and"
                        + " statement_timeout is left to the server's settings");
        Properties properties = (Properties) used.clone();
        properties.remove("options");
        add(properties, "prepareThreshold", "0");
        return properties;
    }

    /**
     * Limits statements on the server too, so that it does not continue after the store has stopped waiting. MySQL can only
     * limit the wait for a lock, in seconds and up to one second late. PostgreSQL gets its limit from the options.
     */
    void prepare(Connection connection) throws SQLException {
        String lockWait = "innodb_lock_wait_timeout = " + Math.max(1, timeout.toSeconds() - 1);
        String sql = switch (scheme(url)) {
            case MYSQL -> "SET SESSION " + lockWait;
            case MARIADB -> "SET SESSION " + lockWait + ", max_statement_time = " + timeout.toMillis() / 1000.0;
            case H2 -> "SET LOCK_TIMEOUT " + timeout.toMillis();
            default -> "";
        };
        if (!sql.isEmpty()) {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** A driver that fails while it parses the URL may quote it. */
    SQLException withoutUrl(RuntimeException e) {
        return new SQLException(WITHOUT_MESSAGE + ": " + e.getClass().getName());
    }

    /** A driver's message about a URL that it cannot parse may quote it, and it may contain a password. */
    SQLException withoutUrl(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean quotes = state.length() < 2 || !CONNECT_STATES.contains(state.substring(0, 2));
        return quotes || new UrlSecrets(url, scheme(url)).areIn(e)
                ? new SQLException(WITHOUT_MESSAGE, e.getSQLState(), e.getErrorCode())
                : e;
    }
}
