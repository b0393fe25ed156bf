/**
 * The stores that the demo and the benchmark can use. A {@link dev.sessionstore.demo.stores.StoreSpec} says which one and where,
 * {@link dev.sessionstore.demo.stores.Backends} opens it. A new backend is one more line in {@code Backends}.
 */
@NullMarked
package dev.sessionstore.demo.stores;

import org.jspecify.annotations.NullMarked;
