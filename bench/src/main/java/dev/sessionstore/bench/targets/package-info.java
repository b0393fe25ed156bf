/**
 * The targets: our stores, our session path, and the raw client of the same backend as the baseline of each. {@link
 * dev.sessionstore.bench.targets.StoreTargets} makes their specs. A {@code Backend} opens a store, a {@code RawClient} and a {@link
 * dev.sessionstore.bench.targets.ServerWatch}; a {@link dev.sessionstore.bench.targets.Work} is what a request does with them;
 * {@link dev.sessionstore.bench.targets.Cleanup} makes a target of it that removes its prefix or table when it is closed.
 */
@NullMarked
package dev.sessionstore.bench.targets;

import org.jspecify.annotations.NullMarked;
