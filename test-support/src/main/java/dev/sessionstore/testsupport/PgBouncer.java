package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * PgBouncer in front of a PostgreSQL server, in transaction mode: many clients share two connections to the server. Runs the
 * {@code pgbouncer} of this machine, because there are no other binaries.
 */
public final class PgBouncer implements AutoCloseable {

    private final Running running;
    private final String jdbcUrl;

    private PgBouncer(Running running, String jdbcUrl) {
        this.running = running;
        this.jdbcUrl = jdbcUrl;
    }

    /** {@return whether it is installed on this machine} */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return Lookup.onPath("pgbouncer", Path.of("/usr/sbin"));
    }

    /**
     * Starts a pooler.
     *
     * @param postgres the server behind it
     * @param settings such as {@code ignore_startup_parameters = options}
     */
    public static PgBouncer before(SqlServer postgres, String... settings) {
        Path program = program()
                .orElseThrow(() ->
                        new IllegalStateException("pgbouncer is not installed (Debian: apt-get install pgbouncer)"));
        int port = Lookup.freePort();
        Path folder = ServerFiles.temporary("pgbouncer");
        Unprivileged unprivileged = Unprivileged.here();
        try {
            Path users = Files.writeString(
                    folder.resolve("users.txt"), "\"" + postgres.user() + "\" \"" + postgres.password() + "\"\n");
            Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    %s = host=%s port=%d

                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = plain
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = 2
                    """.formatted(
                            postgres.database(), postgres.host(), postgres.port(), port, users));
            Files.write(configuration, List.of(settings), StandardOpenOption.APPEND);
            unprivileged.own(folder, users, configuration);
            Running running = ServerProcess.start(
                    unprivileged.command(List.of(program.toString(), configuration.toString())),
                    folder.resolve("server.log"),
                    "process up",
                    "INT");
            return new PgBouncer(running, postgres.jdbcUrl("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the URL of the database through the pooler} */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public void close() {
        running.close();
    }
}
