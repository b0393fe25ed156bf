/**
 * Sessions in Redis through the Redisson client. Start at {@link dev.sessionstore.redis.redisson.RedissonStore}, with a URL or
 * with the client that the application holds. What a store sends and promises is said at
 * {@link dev.sessionstore.redis.RedisStore}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.redisson;

import org.jspecify.annotations.NullMarked;
