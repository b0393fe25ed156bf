/**
 * The benchmark: a {@link dev.sessionstore.bench.Target} does the work of one request against one backend, many of them
 * run in turns in one process, and each is told as a ratio to the limit that was measured beside it. Start with
 * {@link dev.sessionstore.bench.Candidate}; the module {@code benchmarks} adds candidates of its own.
 */
@NullMarked
package dev.sessionstore.bench;

import org.jspecify.annotations.NullMarked;
