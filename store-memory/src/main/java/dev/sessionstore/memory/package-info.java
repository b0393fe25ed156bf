/**
 * Sessions in the memory of this process. {@link dev.sessionstore.memory.MemoryStore} is the public class. {@code SessionTable}
 * keeps sessions and expiry together, {@code Sweeper} is the one thread, {@code LruOrder} the optional bound. Start reading at
 * {@code SessionTable}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.memory;

import org.jspecify.annotations.NullMarked;
