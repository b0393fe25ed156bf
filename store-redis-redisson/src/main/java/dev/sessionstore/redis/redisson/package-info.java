/**
 * Sessions in Redis through Redisson. Start at {@link dev.sessionstore.redis.redisson.RedissonStore}, with a URL or with a
 * client that the application holds. {@link dev.sessionstore.redis.RedisStore} says what is sent and promised.
 *
 * <ul>
 *   <li>{@code RedissonCommands}: sends each command, and reads the error reply in an exception
 *   <li>{@code RedissonClients}: opens a client from a URL
 *   <li>{@code StoreChannels}, {@code ReplicaDetector}: close the channels to a server that has become a replica
 *   <li>{@code ClientRequirements}: refuses clients that read from replicas
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.redisson;

import org.jspecify.annotations.NullMarked;
