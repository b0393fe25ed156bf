package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.ServerUse;
import dev.sessionstore.redis.RedisUrl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import redis.clients.jedis.Jedis;

/**
 * Reads {@code INFO stats} and {@code INFO cpu} of Redis over a connection of its own, and subtracts what it has caused itself
 * since it was opened.
 */
final class RedisWatch implements ServerWatch {

    private static final String[] SECTIONS = {"stats", "cpu"};
    private static final double MICROS = 1e6;

    private final Jedis redis;
    private final String server;
    private final ReentrantLock lock = new ReentrantLock();
    private long ownCommands;
    private long ownBytesIn;
    private long ownBytesOut;

    RedisWatch(RedisUrl url) {
        this.redis = new Jedis(
                RawJedis.address(url),
                RawJedis.config(url).autoNegotiateProtocol(false).build());
        this.server = nameAndVersion(redis.info("server"));
    }

    /** Valkey also has a {@code redis_version}, that of the Redis it is compatible with. */
    static String nameAndVersion(String info) {
        Map<String, String> facts = facts(info);
        String valkey = facts.get("valkey_version");
        return valkey == null ? "Redis " + facts.getOrDefault("redis_version", "?") : "Valkey " + valkey;
    }

    private static Map<String, String> facts(String info) {
        Map<String, String> facts = new HashMap<>();
        info.lines().filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            facts.put(line.substring(0, colon), line.substring(colon + 1));
        });
        return facts;
    }

    @Override
    public Optional<String> server() {
        return Optional.of(server);
    }

    @Override
    public Optional<ServerUse> use() {
        lock.lock();
        try {
            Map<String, String> facts = new HashMap<>();
            ServerUse before = new ServerUse(ownCommands, ownBytesIn + request(SECTIONS[0]), ownBytesOut, 0);
            for (String section : SECTIONS) {
                String reply = redis.info(section);
                ownCommands++;
                ownBytesIn += request(section);
                ownBytesOut += bulk(reply.getBytes(StandardCharsets.UTF_8).length);
                facts.putAll(facts(reply));
            }
            double cpu = 0;
            for (String part :
                    new String[] {"used_cpu_sys", "used_cpu_user", "used_cpu_sys_children", "used_cpu_user_children"}) {
                cpu += Double.parseDouble(facts.getOrDefault(part, "0"));
            }
            return Optional.of(new ServerUse(
                            number(facts, "total_commands_processed"),
                            number(facts, "total_net_input_bytes"),
                            number(facts, "total_net_output_bytes"),
                            (long) (cpu * MICROS))
                    .since(before));
        } finally {
            lock.unlock();
        }
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(facts.getOrDefault(name, "-1"));
    }

    /** As RESP writes it: {@code *2 $4 INFO $n section}, each line ended by two bytes. */
    private static int request(String section) {
        return 4 + bulk(4) + bulk(section.length());
    }

    private static int bulk(int length) {
        return 1 + String.valueOf(length).length() + 2 + length + 2;
    }

    @Override
    public void close() {
        redis.close();
    }
}
