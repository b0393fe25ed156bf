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
 * One Redis process of several that work together. Always a process of this machine, with Docker too, since the nodes tell
 * clients their addresses and these must be right for everybody.
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

    /** Starts one whose data are nowhere but in memory. */
    static RedisNode start(List<String> options) {
        return start(RedisServer.program(), options);
    }

    /** Starts one of another program. */
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

    /** How a node is started on a port. */
    interface Launch {
        Running at(int port);
    }

    /** Starts one, on another port when somebody was faster to take the chosen one. */
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

    /** A free port whose companion for the cluster bus is free too; below the range that connections take theirs from. */
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

    /** Ends it as a power cut would. */
    public void kill() {
        running.kill();
    }

    /** Starts it again on the same port, empty, and waits until it accepts connections. */
    public void startAgain() {
        running.start();
    }

    /** {@return whether it answers} */
    public boolean isRunning() {
        try {
            ask("PING");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Running running() {
        return running;
    }

    String ask(String... command) {
        return Resp.text(port, command);
    }

    /** {@return whether it is a replica that has its master's data} */
    boolean followsItsMaster() {
        return ask("INFO", "replication").contains("master_link_status:up");
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}
