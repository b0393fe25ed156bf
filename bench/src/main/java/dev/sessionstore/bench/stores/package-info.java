/**
 * The stores that the demo and the benchmark can use. A {@link dev.sessionstore.bench.stores.StoreSpec} is which one and where,
 * {@link dev.sessionstore.bench.stores.Backends} opens it. A new backend is one more line in {@code Backends}.
 */
@NullMarked
package dev.sessionstore.bench.stores;

import org.jspecify.annotations.NullMarked;
