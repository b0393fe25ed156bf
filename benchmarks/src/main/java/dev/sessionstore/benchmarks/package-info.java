/**
 * Session Store beside raw clients and other session libraries. {@link dev.sessionstore.benchmarks.Benchmarks} is the command line,
 * {@code Suites} lists all runs, and each suite says who takes part. The peers are in {@code peers}, tables and plots in {@code
 * pages}, and what needs no server is in {@code jmh}.
 */
@NullMarked
package dev.sessionstore.benchmarks;

import org.jspecify.annotations.NullMarked;
