/**
 * Sessions in Redis through Redisson. Start at {@link dev.sessionstore.redis.redisson.RedissonStore}, with a URL or with a
 * client that the application holds. {@link dev.sessionstore.redis.RedisStore} says what is sent and promised.
 *
 * <ul>
 *   <li>{@code RedissonCommands}: sends each command, and reads the error reply in an exception
 *   <li>{@code RedissonClients}: opens a client from a URL
 *   <li>{@code RedissonChangeLink}: a connection to each master that reports changes; {@code TrackedConnection} is one of them,
 *       {@code PushDecoder} finds the reports in what arrives, {@code Resp3} reads them
 *   <li>{@code StoreChannels}, {@code ReplicaDetector}: close the channels to a server that has become a replica
 *   <li>{@code ClientRequirements}: refuses clients that read from replicas
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.redisson;

import org.jspecify.annotations.NullMarked;
