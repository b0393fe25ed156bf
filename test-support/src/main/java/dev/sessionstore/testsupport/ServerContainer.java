package dev.sessionstore.testsupport;

import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A server in a container, always on the same port of the loopback interface. */
final class ServerContainer implements Running {

    private final GenericContainer<?> container;

    private ServerContainer(GenericContainer<?> container) {
        this.container = container;
    }

    /**
     * Starts a container and waits until the server in it is ready.
     *
     * @param readyLine a regular expression for the line that the server prints when it is ready
     * @param times how often it prints that line until it is ready
     */
    static ServerContainer start(
            GenericContainer<?> container, int hostPort, int port, String readyLine, int times, List<String> command) {
        container.setPortBindings(List.of("127.0.0.1:" + hostPort + ":" + port));
        container.setWaitStrategy(Wait.forLogMessage(readyLine, times).withStartupTimeout(Duration.ofMinutes(2)));
        if (!command.isEmpty()) {
            container.setCommand(command.toArray(String[]::new));
        }
        container.start();
        return new ServerContainer(container);
    }

    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        Wait.forListeningPort().waitUntilReady(container);
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public String output() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }
}
