/**
 * What a session store is. {@link dev.sessionstore.Store} is the whole contract; {@link dev.sessionstore.StoreArguments},
 * {@link dev.sessionstore.StoreEvents} and {@link dev.sessionstore.Availability} are the parts that every store needs and
 * none should write again. A store's author starts at {@code Store} and ends at the published conformance suite.
 */
@NullMarked
package dev.sessionstore;

import org.jspecify.annotations.NullMarked;
