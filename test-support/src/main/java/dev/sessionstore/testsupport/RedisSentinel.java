package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redis with one replica and three sentinels that promote it when the master is down for three seconds; processes of this machine,
 * with {@code redis-server} or {@code valkey-server} of this machine, else the program that the build fetches.
 */
public final class RedisSentinel implements AutoCloseable {

    /** The sentinels' name of the master. */
    public static final String MASTER_NAME = "mymaster";

    private static final int SENTINELS = 3;

    /**
     * A sentinel connects anew at most once a second, so it may need that long for the first PING to a master that it was just told
     * of; with no more than a second it calls that one down at once.
     */
    private static final Duration DOWN_AFTER = Duration.ofSeconds(3);

    private static final Supplier<RedisSentinel> SHARED = Lazy.of(RedisSentinel::start);

    private final List<RedisNode> nodes;
    private final List<RedisNode> sentinels;

    private RedisSentinel(List<RedisNode> nodes, List<RedisNode> sentinels) {
        this.nodes = nodes;
        this.sentinels = sentinels;
    }

    /** {@return the one group of this JVM} Keep to a prefix of your own in it, and kill none of its nodes. */
    public static RedisSentinel shared() {
        return SHARED.get();
    }

    /** Starts a group whose nodes the test may kill, and waits until the sentinels know each other and the replica. */
    public static RedisSentinel start() {
        return start(RedisServer.program(), RedisServer.program());
    }

    /**
     * As {@link #start()}, with other programs. The replica must understand the master's format: Redis 7.0 does not understand
     * Valkey's, and Valkey not that of Redis 8.
     *
     * @param masterProgram of the first master
     * @param replicaProgram of the node that is promoted
     */
    public static RedisSentinel start(Path masterProgram, Path replicaProgram) {
        Lookup.report("Redis Sentinel", masterProgram + ", then " + replicaProgram);
        RedisNode master = RedisNode.start(masterProgram, List.of("--repl-diskless-sync-delay", "0"));
        RedisNode replica = RedisNode.start(
                replicaProgram,
                List.of("--replicaof", "127.0.0.1", String.valueOf(master.port()), "--repl-diskless-sync-delay", "0"));
        Waiting.until("the replica has the data", replica::followsItsMaster);
        List<RedisNode> sentinels = Stream.generate(() -> RedisNode.start(port -> sentinel(port, master.port())))
                .limit(SENTINELS)
                .toList();
        RedisSentinel group = new RedisSentinel(List.of(master, replica), sentinels);
        group.awaitHealthy();
        return group;
    }

    private static Running sentinel(int port, int masterPort) {
        Path folder = ServerFiles.temporary("sentinel");
        Path file = folder.resolve("sentinel.conf");
        try {
            Files.write(
                    file,
                    List.of(
                            "port " + port,
                            "bind 127.0.0.1",
                            "dir " + folder,
                            "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + masterPort + " 2",
                            "sentinel down-after-milliseconds " + MASTER_NAME + " " + DOWN_AFTER.toMillis(),
                            "sentinel failover-timeout " + MASTER_NAME + " 5000"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(RedisServer.program().toString(), file.toString(), "--sentinel");
        return ServerProcess.start(command, folder.resolve("server.log"), "Sentinel ID is", "TERM");
    }

    /** Waits until all processes run, the sentinels agree on the master, and the other node has its data. */
    public void awaitHealthy() {
        Waiting.until("the sentinels are healthy", () -> {
            RedisNode master = master();
            return sentinels.stream().allMatch(sentinel -> isHealthy(sentinel, master))
                    && nodes.stream().filter(node -> node != master).allMatch(RedisNode::followsItsMaster);
        });
    }

    private static boolean isHealthy(RedisNode sentinel, RedisNode master) {
        List<String> words = Resp.texts(sentinel.port(), "SENTINEL", "MASTER", MASTER_NAME);
        return value(words, "port").equals(String.valueOf(master.port()))
                && value(words, "flags").equals("master")
                && value(words, "num-slaves").equals("1")
                && value(words, "num-other-sentinels").equals(String.valueOf(SENTINELS - 1));
    }

    private static String value(List<String> namesAndValues, String name) {
        return namesAndValues.get(namesAndValues.indexOf(name) + 1);
    }

    /** {@return the master as the first sentinel that runs sees it} */
    public RedisNode master() {
        RedisNode sentinel = sentinels.stream()
                .filter(RedisNode::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No sentinel runs"));
        List<String> address = Resp.texts(sentinel.port(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
        return nodes.stream()
                .filter(node -> String.valueOf(node.port()).equals(address.get(1)))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the master and the replica} */
    public List<RedisNode> nodes() {
        return nodes;
    }

    /** {@return the three sentinels} */
    public List<RedisNode> sentinels() {
        return sentinels;
    }

    /** {@return {@code redis-sentinel://127.0.0.1:port,…/mymaster} with all sentinels} */
    public String url() {
        return sentinels.stream()
                .map(RedisNode::toString)
                .collect(Collectors.joining(",", "redis-sentinel://", "/" + MASTER_NAME));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisNode::kill);
        nodes.forEach(RedisNode::kill);
    }
}
