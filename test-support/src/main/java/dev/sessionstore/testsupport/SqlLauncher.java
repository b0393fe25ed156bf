package dev.sessionstore.testsupport;

import java.util.List;
import java.util.function.Supplier;

/** Starts the servers of one SQL database, in Docker or on this machine. One of them is shared by all tests of the JVM. */
final class SqlLauncher {

    /** User, password and, in MySQL and MariaDB, database. */
    static final String USER = "sessions";

    private final String jdbcUrl;
    private final Launch inDocker;
    private final Launch onThisMachine;
    private final Supplier<SqlServer> shared;

    /** Starts one server on a port. */
    interface Launch {
        Running on(int port, List<String> options);
    }

    /**
     * Creates a launcher.
     *
     * @param variable the environment variable that names a server to share, by a URL with user and password as parameters
     * @param jdbcUrl with {@code {port}} in place of the port
     */
    SqlLauncher(String variable, String jdbcUrl, Launch inDocker, Launch onThisMachine) {
        this.jdbcUrl = jdbcUrl;
        this.inDocker = inDocker;
        this.onThisMachine = onThisMachine;
        this.shared = Lazy.of(
                () -> Lookup.environment(variable).map(SqlServer::external).orElseGet(this::start));
    }

    SqlServer shared() {
        return shared.get();
    }

    SqlServer start(String... options) {
        int port = Lookup.freePort();
        Running running = (Lookup.hasDocker() ? inDocker : onThisMachine).on(port, List.of(options));
        return new SqlServer(jdbcUrl.replace("{port}", String.valueOf(port)), USER, USER, running);
    }
}
