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
 * Where a server may come from, in this order: an environment variable that names one, Docker, a binary on the PATH, binaries
 * from Maven Central.
 */
final class Lookup {

    private Lookup() {}

    /** {@return the value of an environment variable} */
    static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** {@return whether a Docker engine answers} */
    static boolean hasDocker() {
        boolean mayBe = environment("DOCKER_HOST").isPresent() || Files.exists(Path.of("/var/run/docker.sock"));
        return mayBe && DockerClientFactory.instance().isDockerAvailable();
    }

    /** {@return an executable, looked for on the PATH and then in some folders} */
    static Optional<Path> onPath(String name, Path... alsoIn) {
        Stream<Path> path = Arrays.stream(environment("PATH").orElse("").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(path, Arrays.stream(alsoIn))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return a port of the loopback interface that nobody listens at} */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void say(String server, String from) {
        System.out.println("[test-support] " + server + ": " + from);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Fails on machines for which there are no binaries, saying what to do. */
    static void requireLinux64(String server, String variable) {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            throw new IllegalStateException(
                    "There are no binaries of " + server + " for this machine: start Docker, install " + server
                            + ", or name a server in the environment variable " + variable);
        }
    }
}
