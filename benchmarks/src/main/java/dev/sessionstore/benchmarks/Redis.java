package dev.sessionstore.benchmarks;

import java.net.URI;
import redis.clients.jedis.Jedis;

/** Asks a Redis server about itself. */
final class Redis implements AutoCloseable {

    private final Jedis connection;

    Redis(String url) {
        connection = new Jedis(URI.create(url));
    }

    /** {@return the CPU time of the server since it began, in microseconds} */
    double cpuMicros() {
        return 1e6 * (number("cpu", "used_cpu_user") + number("cpu", "used_cpu_sys"));
    }

    /** {@return the bytes that the server uses} */
    long memory() {
        return (long) number("memory", "used_memory");
    }

    private double number(String section, String name) {
        return connection
                .info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO " + section + " has no " + name));
    }

    @Override
    public void close() {
        connection.close();
    }
}
