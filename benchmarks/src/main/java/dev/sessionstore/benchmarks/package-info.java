/**
 * Session Store beside raw clients and beside other session libraries: more candidates for the bench engine of the demo, and the
 * suites that compare them. Start at {@link dev.sessionstore.benchmarks.Benchmarks}; what stays in the process is measured with
 * JMH in {@code dev.sessionstore.benchmarks.jmh}.
 */
@NullMarked
package dev.sessionstore.benchmarks;

import org.jspecify.annotations.NullMarked;
