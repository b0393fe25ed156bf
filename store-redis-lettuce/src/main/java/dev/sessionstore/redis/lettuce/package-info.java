/**
 * Sessions in Redis through Lettuce. Start at {@link dev.sessionstore.redis.lettuce.LettuceStore}, with a URL or with a client
 * or connection that the application holds. {@link dev.sessionstore.redis.RedisStore} says what is sent and promised.
 *
 * <ul>
 *   <li>{@code LettuceCommands}: sends each command
 *   <li>{@code LettuceConnection}: the connection that all commands share; {@code ClusterConnections}: those to the nodes of a
 *       cluster; {@code ReplaceableConnection}: the one that the store opens on a client that the application holds
 *   <li>{@code LettuceClient}, {@code LettuceUris}: open a client from a URL
 *   <li>{@code StoreChannels}, {@code DeadConnectionDetector}, {@code ReplicaDetector}: close channels that have gone silent or
 *       lead to a replica
 *   <li>{@code ClientRequirements}: refuses clients that send commands again or read from replicas
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.lettuce;

import org.jspecify.annotations.NullMarked;
