/**
 * Sessions in Redis through the Lettuce client. Start at {@link dev.sessionstore.redis.lettuce.LettuceStore}, with a URL or with
 * the client that the application holds. What a store sends and promises is said at {@link dev.sessionstore.redis.RedisStore}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.lettuce;

import org.jspecify.annotations.NullMarked;
