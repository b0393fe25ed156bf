package dev.sessionstore.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Newer servers than the one that the build fetches. {@code .ci/servers} fetches them into the folder that the environment
 * variable {@code SESSIONSTORE_SERVERS} names, by default {@code newer} beside the other servers' files.
 */
public enum RedisRelease {
    /** The newest Valkey that Debian has. */
    VALKEY("valkey/valkey-server"),
    /** Valkey 8.1, the first with {@code SET … IFEQ}. */
    VALKEY_8_1("valkey-8.1/valkey-server"),
    /** The newest Redis that Debian has. */
    REDIS("redis/redis-server");

    private static final String VARIABLE = "SESSIONSTORE_SERVERS";
    private static final Map<RedisRelease, RedisServer> SHARED = new ConcurrentHashMap<>();

    private final String program;

    RedisRelease(String program) {
        this.program = program;
    }

    /** {@return its program on this machine; empty, with a line in the output, if it was not fetched} */
    public Optional<Path> program() {
        Path file = Lookup.environment(VARIABLE)
                .map(Path::of)
                .orElseGet(() -> ServerFiles.folder("newer"))
                .resolve(program);
        if (Files.isExecutable(file)) {
            return Optional.of(file);
        }
        Lookup.report(name(), "there is no " + file + ", so its tests are skipped; .ci/servers fetches it");
        return Optional.empty();
    }

    /** {@return the one server of this JVM of that release} Keep to a prefix of your own in it. */
    public RedisServer shared() {
        return SHARED.computeIfAbsent(this, release -> start());
    }

    /**
     * Starts a server that the test may stop.
     *
     * @throws IllegalStateException if it was not fetched
     */
    public RedisServer start(String... options) {
        Path file = program().orElseThrow(() -> new IllegalStateException(this + " was not fetched"));
        return RedisServer.start(file, options);
    }

    /** For conditions of tests: {@return whether {@link #VALKEY} was fetched} */
    public static boolean hasValkey() {
        return VALKEY.program().isPresent();
    }

    /** For conditions of tests: {@return whether {@link #VALKEY} and {@link #REDIS} were fetched} */
    public static boolean hasValkeyAndNewRedis() {
        return hasValkey() && hasNewRedis();
    }

    /** For conditions of tests: {@return whether {@link #REDIS} was fetched} */
    public static boolean hasNewRedis() {
        return REDIS.program().isPresent();
    }
}
