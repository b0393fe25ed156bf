package dev.sessionstore.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/**
 * Finds servers, in this order: an environment variable that names one, Docker, a program on the PATH, binaries from Maven
 * Central.
 */
final class Lookup {

    private Lookup() {}

    /** {@return the value of an environment variable} */
    static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** {@return whether a Docker engine is running} */
    static boolean hasDocker() {
        boolean mayBe = environment("DOCKER_HOST").isPresent() || Files.exists(Path.of("/var/run/docker.sock"));
        return mayBe && DockerClientFactory.instance().isDockerAvailable();
    }

    /** {@return an executable on the PATH or in further folders} */
    static Optional<Path> onPath(String name, Path... alsoIn) {
        Stream<Path> path = Arrays.stream(environment("PATH").orElse("").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(path, Arrays.stream(alsoIn))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return a free port of the loopback interface} */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void report(String server, String from) {
        System.out.println("[test-support] " + server + ": " + from);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Fails on machines for which there are no binaries, with a message that says what to do. */
    static void requireLinux64(String server, String variable) {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            throw new IllegalStateException(
                    "There are no binaries of " + server + " for this machine: start Docker, install " + server
                            + ", or name a server in the environment variable " + variable);
        }
    }
}
