/**
 * Sessions in Redis through Jedis. Start at {@link dev.sessionstore.redis.jedis.JedisStore}, with a URL or with a client that
 * the application holds. {@link dev.sessionstore.redis.RedisStore} says what is sent and promised.
 *
 * <ul>
 *   <li>{@code JedisCommands}: sends each command, follows redirections
 *   <li>{@code JedisCommandObjects}: builds the commands
 *   <li>{@code JedisConnections}, {@code ConnectionSource}: the connections of one server, sentinels or a cluster
 *   <li>{@code JedisChangeLink}, {@code PushConnection}, {@code JedisClusterChangeLink}: connections that report changes
 *   <li>{@code BoundedCalls}, {@code CallDeadlines}: run a call on a borrowed connection and end it in time
 *   <li>{@code DeadConnectionDetector}: checks a connection before its use, and whether it leads to a replica
 *   <li>{@code HeldClient}: the connections of a client that the application holds
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis.jedis;

import org.jspecify.annotations.NullMarked;
