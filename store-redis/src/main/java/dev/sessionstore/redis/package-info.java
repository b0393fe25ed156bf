/**
 * Sessions in Redis: everything that is the same whichever client carries the commands. Users start at the store of their
 * client ({@code LettuceStore}, {@code JedisStore}, {@code RedissonStore}), each of which gives a
 * {@link dev.sessionstore.redis.RedisStoreBuilder}. Who adapts one more client implements {@link dev.sessionstore.redis.RedisCommands}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis;

import org.jspecify.annotations.NullMarked;
