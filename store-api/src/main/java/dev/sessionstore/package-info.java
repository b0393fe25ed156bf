/**
 * What a session store is. {@link dev.sessionstore.Store} is the whole contract; {@link dev.sessionstore.StoreArguments},
 * {@link dev.sessionstore.StoreEvents} and {@link dev.sessionstore.Availability} are the parts that every store needs. A
 * store's author starts at {@code Store} and ends at the published conformance suite.
 *
 * <p>A write in a store that has a backend looks like this:
 *
 * <pre>{@code
 * public boolean destroy(String sid) {
 *     StoreArguments.requireOpen(!closed);
 *     StoreArguments.requireSid(sid);
 *     boolean existed = availability.watch(() -> deleteAtTheBackend(sid)); // StoreException or StoreUnavailableException
 *     if (existed) {
 *         events.publish(new StoreEvent.Destroyed(sid));
 *     }
 *     return existed;
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore;

import org.jspecify.annotations.NullMarked;
