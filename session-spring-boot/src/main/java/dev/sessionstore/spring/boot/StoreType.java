package dev.sessionstore.spring.boot;

/** The store modules that can be chosen with {@code session-store.type}. */
enum StoreType {
    /** {@code store-memory} */
    MEMORY("store-memory", "dev.sessionstore.memory.MemoryStore", "memory:"),
    /** {@code store-redis-lettuce} */
    LETTUCE("store-redis-lettuce", "dev.sessionstore.redis.lettuce.LettuceStore", "redis"),
    /** {@code store-redis-jedis} */
    JEDIS("store-redis-jedis", "dev.sessionstore.redis.jedis.JedisStore", "redis"),
    /** {@code store-redis-redisson} */
    REDISSON("store-redis-redisson", "dev.sessionstore.redis.redisson.RedissonStore", "redis"),
    /** {@code store-jdbc} */
    JDBC("store-jdbc", "dev.sessionstore.jdbc.JdbcStore", "jdbc:");

    private final String module;
    private final String className;
    private final String scheme;

    StoreType(String module, String className, String scheme) {
        this.module = module;
        this.className = className;
        this.scheme = scheme;
    }

    String module() {
        return "dev.sessionstore:" + module;
    }

    String className() {
        return className;
    }

    boolean opens(String url) {
        return url.startsWith(scheme);
    }
}
