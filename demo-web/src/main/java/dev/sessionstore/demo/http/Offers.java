package dev.sessionstore.demo.http;

import dev.sessionstore.bench.stores.StoreSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The stores that a visitor may choose from: the one that the demo was started with, those of {@code --also}, memory, a database in
 * memory, and Redis if it listens on its usual port of this machine.
 */
final class Offers {

    /** H2 in this process; it stays when no connection is open. */
    static final String H2 = "jdbc:h2:mem:session-store-demo;DB_CLOSE_DELAY=-1";

    private static final int REDIS_PORT = 6379;
    private static final int PATIENCE_MILLIS = 150;
    private static final List<String> REDIS = List.of("redis-lettuce", "redis-jedis", "redis-redisson");

    private final List<StoreSpec> always = new ArrayList<>();

    Offers(StoreSpec first, List<StoreSpec> also) {
        always.add(first);
        always.addAll(also);
        always.add(StoreSpec.parse("memory"));
        always.add(StoreSpec.parse(H2));
    }

    /**
     * Each offer by the name that it is shown under, in order.
     *
     * @param inUse what is offered in any case
     */
    Map<String, StoreSpec> byName(StoreSpec... inUse) {
        Map<String, StoreSpec> byName = new LinkedHashMap<>();
        Stream.concat(always.stream(), Stream.of(inUse)).distinct().forEach(spec -> {
            String name = spec.name();
            for (int n = 2; byName.containsKey(name); n++) {
                name = spec.name() + " #" + n;
            }
            byName.put(name, spec);
        });
        if (redisListens()) {
            REDIS.stream().map(StoreSpec::parse).forEach(spec -> byName.putIfAbsent(spec.name(), spec));
        }
        return byName;
    }

    /** @throws IllegalArgumentException when nothing of this name is offered */
    StoreSpec named(String name, StoreSpec... inUse) {
        StoreSpec spec = byName(inUse).get(name);
        if (spec == null) {
            throw new IllegalArgumentException("There is no store " + Json.shown(name));
        }
        return spec;
    }

    private static boolean redisListens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), REDIS_PORT), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            return first == '+' || first == '-';
        } catch (IOException e) {
            return false;
        }
    }
}
