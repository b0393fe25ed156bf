/**
 * Sessions in Redis: the part that is the same for every client library. Start at the class of your client ({@code JedisStore},
 * {@code LettuceStore}, {@code RedissonStore}), which gives a {@link dev.sessionstore.redis.RedisStoreBuilder}.
 *
 * <ul>
 *   <li>{@link dev.sessionstore.redis.RedisStore}: the operations, and which command each sends
 *   <li>{@link dev.sessionstore.redis.RedisStoreBuilder}: the options, and how a store is opened
 *   <li>{@link dev.sessionstore.redis.RedisUrl}: the forms of a URL
 *   <li>{@link dev.sessionstore.redis.RedisCommands}: the commands that a client module implements. To add a client, implement
 *       it and call {@link dev.sessionstore.redis.RedisStoreBuilder#opening}
 *   <li>{@code CommandExecutor}: sends and waits; timeouts, interrupts, connected and disconnected, closed
 *   <li>{@code ErrorTranslator}, {@code ErrorReply}: from a client's exception to a {@code StoreException}
 *   <li>{@code CompareAndSet}, {@code ReplaceScript}: replace, by {@code SET … IFEQ} or by a script
 *   <li>{@code ScriptRunner}: a script by its digest, and whole where the server does not know it
 *   <li>{@code RedisListing}: listing by SCAN, a page at a time
 *   <li>{@code RedisOwners}, {@code OwnerScripts}: whose sessions there are, in one sorted set per owner
 *   <li>{@link dev.sessionstore.redis.RoleChecks}: notices, for every client, that a server has become a replica
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.redis;

import org.jspecify.annotations.NullMarked;
