package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One Redis process of a cluster or group. Always a process of this machine, with Docker too, because nodes announce their
 * addresses to clients and these must be valid for all of them.
 */
public final class RedisNode {

    static final String READY = "Ready to accept connections";

    private static final int ATTEMPTS = 5;
    private static final int FIRST_PORT = 12_000;
    private static final int LAST_PORT = 22_000;
    private static final int BUS_OFFSET = 10_000;

    private final int port;
    private final Running running;

    private RedisNode(int port, Running running) {
        this.port = port;
        this.running = running;
    }

    /** Starts a node that persists nothing. */
    static RedisNode start(List<String> options) {
        return start(RedisServer.program(), options);
    }

    /** Starts a node of another program. */
    static RedisNode start(Path program, List<String> options) {
        return start(port -> {
            Path folder = ServerFiles.temporary("redis");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.toString(),
                    "--save",
                    "",
                    "--appendonly",
                    "no"));
            command.addAll(options);
            return ServerProcess.start(command, folder.resolve("server.log"), READY, "TERM");
        });
    }

    /** Starts the process of a node on a port. */
    interface Launch {
        Running at(int port);
    }

    /** Starts a node, on another port if the chosen one has been taken meanwhile. */
    static RedisNode start(Launch launch) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                return new RedisNode(port, launch.at(port));
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getCause()).contains("already in use")) {
                    throw e;
                }
            }
        }
    }

    /** A free port below the ephemeral range whose port for the cluster bus is free too. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port) && isFree(port + BUS_OFFSET)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@return the port on 127.0.0.1, always the same} */
    public int port() {
        return port;
    }

    /** {@return {@code redis://127.0.0.1:port}} */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Kills it, as a crash would, and waits for its end. */
    public void kill() {
        running.kill();
    }

    /** Restarts it on the same port, empty, and waits until it accepts connections. */
    public void startAgain() {
        running.start();
    }

    /** {@return whether it answers a PING} */
    public boolean isRunning() {
        try {
            send("PING");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Running running() {
        return running;
    }

    String send(String... command) {
        return Resp.text(port, command);
    }

    /** {@return whether it is a replica that has its master's data} */
    boolean followsItsMaster() {
        return send("INFO", "replication").contains("master_link_status:up");
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}
