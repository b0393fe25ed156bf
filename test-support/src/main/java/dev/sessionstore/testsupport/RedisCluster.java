package dev.sessionstore.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Redis Cluster: three masters with a replica each, as processes of this machine, with {@code redis-server} or
 * {@code valkey-server} of this machine, else the program that the build fetches. A dead master is replaced after about
 * {@value #NODE_TIMEOUT_MILLIS} ms and an election.
 */
public final class RedisCluster implements AutoCloseable {

    /** The number of slots of a cluster. */
    public static final int SLOTS = 16_384;

    static final int NODE_TIMEOUT_MILLIS = 2_000;
    private static final int MASTERS = 3;
    private static final Supplier<RedisCluster> SHARED = Lazy.of(RedisCluster::start);

    private final List<RedisNode> nodes;

    private RedisCluster(List<RedisNode> nodes) {
        this.nodes = nodes;
    }

    /** {@return the one cluster of this JVM} Keep to a prefix of your own in it, and kill none of its nodes. */
    public static RedisCluster shared() {
        return SHARED.get();
    }

    /**
     * Starts a cluster whose nodes the test may kill, and waits until every node knows all others and every replica has its
     * master's data.
     *
     * @param options for each node, such as {@code "--requirepass"}; not those that change how it is set up
     */
    public static RedisCluster start(String... options) {
        return start(Collections.nCopies(MASTERS, RedisServer.program()), options);
    }

    /**
     * As {@link #start(String...)}, with other programs.
     *
     * @param programs of the three masters; each master's replica has the same
     */
    public static RedisCluster start(List<Path> programs, String... options) {
        Lookup.report(
                "Redis Cluster",
                programs.stream().distinct().map(Path::toString).collect(Collectors.joining(" with ")));
        List<String> all = new ArrayList<>(List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-announce-ip",
                "127.0.0.1",
                "--cluster-node-timeout",
                String.valueOf(NODE_TIMEOUT_MILLIS),
                "--cluster-replica-validity-factor",
                "0",
                "--repl-diskless-sync-delay",
                "0"));
        all.addAll(List.of(options));
        RedisCluster cluster = new RedisCluster(IntStream.range(0, 2 * MASTERS)
                .mapToObj(i -> RedisNode.start(programs.get(i % MASTERS), all))
                .toList());
        cluster.form();
        return cluster;
    }

    private void form() {
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).send("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
        }
        for (int i = 0; i < MASTERS; i++) {
            List<String> addSlots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS)
                    .forEach(slot -> addSlots.add(String.valueOf(slot)));
            Resp.send(nodes.get(i).port(), addSlots);
        }
        RedisNode first = nodes.get(0);
        for (RedisNode other : nodes.subList(1, nodes.size())) {
            first.send("CLUSTER", "MEET", "127.0.0.1", String.valueOf(other.port()));
        }
        Waiting.until(
                "all nodes know each other",
                () -> nodes.stream()
                        .allMatch(node -> views(node).size() == nodes.size()
                                && views(node).stream().noneMatch(view -> view.is("handshake"))));
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(MASTERS + i).send("CLUSTER", "REPLICATE", nodes.get(i).send("CLUSTER", "MYID"));
        }
        awaitHealthy();
    }

    /** Waits until all nodes run, every replica has its master's data, and all nodes agree on the roles. */
    public void awaitHealthy() {
        Waiting.until("the cluster is healthy", () -> nodes.stream().allMatch(this::isHealthy));
    }

    private boolean isHealthy(RedisNode node) {
        List<NodeView> views = views(node);
        boolean complete = node.send("CLUSTER", "INFO").contains("cluster_state:ok")
                && views.stream().noneMatch(view -> view.is("fail") || view.is("fail?"))
                && views.stream()
                                .filter(view -> view.is("master") && view.hasSlots())
                                .count()
                        == MASTERS
                && views.stream().filter(view -> view.is("slave")).count() == nodes.size() - MASTERS;
        boolean master = views.stream().anyMatch(view -> view.is("myself") && view.is("master"));
        return complete && (master || node.followsItsMaster());
    }

    /** {@return all nodes, masters and replicas} */
    public List<RedisNode> nodes() {
        return nodes;
    }

    /** {@return {@code redis-cluster://127.0.0.1:port,…} with all nodes} */
    public String url() {
        return nodes.stream().map(RedisNode::toString).collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** {@return the masters as the first node that runs sees them} */
    public List<RedisNode> masters() {
        return views().stream()
                .filter(view -> view.is("master") && view.hasSlots() && !view.is("fail"))
                .map(this::node)
                .toList();
    }

    /** {@return the slot of a key} */
    public int slotOf(String key) {
        return Integer.parseInt(anyRunning().send("CLUSTER", "KEYSLOT", key));
    }

    /** {@return the master that owns a slot} */
    public RedisNode ownerOf(int slot) {
        return views().stream()
                .filter(view -> view.is("master") && !view.is("fail") && view.owns(slot))
                .map(this::node)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Slot " + slot + " has no owner at the moment"));
    }

    /**
     * Migrates a slot with its keys to another master while clients continue, as {@code redis-cli --cluster reshard} does: marks it
     * on both masters, migrates the keys in small numbers, then assigns the slot on all masters.
     */
    public void moveSlot(int slot, RedisNode to) {
        moveSlot(slot, to, () -> {});
    }

    /**
     * As {@link #moveSlot(int, RedisNode)}.
     *
     * @param halfWay runs when some keys of the slot have been migrated, so that clients get ASK redirections
     */
    public void moveSlot(int slot, RedisNode to, Runnable halfWay) {
        RedisNode from = ownerOf(slot);
        if (from == to) {
            throw new IllegalArgumentException(to + " owns slot " + slot + " already");
        }
        String text = String.valueOf(slot);
        String toId = to.send("CLUSTER", "MYID");
        to.send("CLUSTER", "SETSLOT", text, "IMPORTING", from.send("CLUSTER", "MYID"));
        from.send("CLUSTER", "SETSLOT", text, "MIGRATING", toId);
        migrate(from, to, keys(from, text, 1));
        halfWay.run();
        for (List<String> keys = keys(from, text, 10); !keys.isEmpty(); keys = keys(from, text, 10)) {
            migrate(from, to, keys);
        }
        to.send("CLUSTER", "SETSLOT", text, "NODE", toId);
        from.send("CLUSTER", "SETSLOT", text, "NODE", toId);
        masters().stream()
                .filter(master -> master != to && master != from)
                .forEach(master -> master.send("CLUSTER", "SETSLOT", text, "NODE", toId));
    }

    private static List<String> keys(RedisNode node, String slot, int atMost) {
        return Resp.texts(node.port(), "CLUSTER", "GETKEYSINSLOT", slot, String.valueOf(atMost));
    }

    private static void migrate(RedisNode from, RedisNode to, List<String> keys) {
        if (!keys.isEmpty()) {
            List<String> migrate = new ArrayList<>(
                    List.of("MIGRATE", "127.0.0.1", String.valueOf(to.port()), "", "0", "5000", "KEYS"));
            migrate.addAll(keys);
            Resp.send(from.port(), migrate);
        }
    }

    private RedisNode anyRunning() {
        return nodes.stream()
                .filter(RedisNode::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node runs"));
    }

    private List<NodeView> views() {
        return views(anyRunning());
    }

    private static List<NodeView> views(RedisNode node) {
        return node.send("CLUSTER", "NODES").lines().map(NodeView::parse).toList();
    }

    private RedisNode node(NodeView view) {
        return nodes.stream()
                .filter(node -> node.port() == view.port())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        nodes.forEach(RedisNode::kill);
    }
}
