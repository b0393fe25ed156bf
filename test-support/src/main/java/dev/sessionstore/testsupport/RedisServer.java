package dev.sessionstore.testsupport;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Redis: the server that {@code SESSIONSTORE_REDIS_URL} names, else one in Docker, else the program that
 * {@code SESSIONSTORE_REDIS_PROGRAM} names, else {@code redis-server} or {@code valkey-server} of this machine, else the binary of {@link RedisProgram}. Nothing is persisted.
 */
public final class RedisServer implements AutoCloseable {

    private static final String VARIABLE = "SESSIONSTORE_REDIS_URL";
    private static final String PROGRAM_VARIABLE = "SESSIONSTORE_REDIS_PROGRAM";
    private static final String IMAGE = "redis:7.2-alpine";

    private static final Supplier<RedisServer> SHARED = Lazy.of(() -> Lookup.environment(VARIABLE)
            .map(url -> new RedisServer(url, ExternalServer.INSTANCE))
            .orElseGet(RedisServer::start));

    private final String url;
    private final Running running;

    private RedisServer(String url, Running running) {
        this.url = url;
        this.running = running;
    }

    /** {@return the one server of this JVM} Keep to a prefix of your own in it. */
    public static RedisServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server that the test may stop.
     *
     * @param options of redis-server, such as {@code "--requirepass", "secret"}
     */
    public static RedisServer start(String... options) {
        return Lookup.hasDocker() ? inDocker(options) : onThisMachine(options);
    }

    private static RedisServer inDocker(String... options) {
        Lookup.report("Redis", "Docker, " + IMAGE);
        int port = Lookup.freePort();
        List<String> command = new ArrayList<>(List.of("redis-server", "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE));
        return new RedisServer(
                "redis://127.0.0.1:" + port,
                ServerContainer.start(container, port, 6379, ".*" + RedisNode.READY + ".*", 1, command));
    }

    private static RedisServer onThisMachine(String... options) {
        return start(program(), options);
    }

    static RedisServer start(Path program, String... options) {
        Lookup.report("Redis", program.toString());
        RedisNode node = RedisNode.start(program, List.of(options));
        return new RedisServer(node.url(), node.running());
    }

    /** {@return the program of this machine that {@link RedisSentinel} and {@link RedisCluster} run} */
    public static Path program() {
        return Lookup.environment(PROGRAM_VARIABLE)
                .map(Path::of)
                .or(() -> Lookup.onPath("redis-server"))
                .or(() -> Lookup.onPath("valkey-server"))
                .orElseGet(RedisProgram::unpacked);
    }

    /** {@return {@code redis://host:port}, without credentials unless the environment variable has them} */
    public String url() {
        return url;
    }

    /** {@return its host} */
    public String host() {
        return URI.create(url).getHost();
    }

    /** {@return its port} */
    public int port() {
        int port = URI.create(url).getPort();
        return port == -1 ? 6379 : port;
    }

    /** Restarts it after {@link #stop()} or {@link #kill()}, on the same port, empty, and waits until it is ready. */
    public void startAgain() {
        running.start();
    }

    /** Stops it in an orderly way and waits for its end. */
    public void stop() {
        running.stop();
    }

    /** Kills it, as a crash would, and waits for its end. */
    public void kill() {
        running.kill();
    }

    @Override
    public void close() {
        running.close();
    }
}
