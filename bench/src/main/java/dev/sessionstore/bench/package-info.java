/**
 * The engine. {@link dev.sessionstore.bench.Bench} runs a {@link dev.sessionstore.bench.Plan}:
 *
 * <ul>
 *   <li>what is measured: {@link dev.sessionstore.bench.TargetSpec} opens a {@link dev.sessionstore.bench.Target}, which does the
 *       work of one request; {@link dev.sessionstore.bench.Workload} is which request, {@link dev.sessionstore.bench.Payload} what
 *       sessions carry;
 *   <li>how: {@code Filling} creates the sessions, {@code Iteration} is one target's share of a round, {@code WorkerGroup} and
 *       {@code Worker} are its threads, {@code LatencyReader} and {@code ResourceMeter} read what they did;
 *   <li>what comes out: {@code ResultCollector} makes {@link dev.sessionstore.bench.Results} of {@link
 *       dev.sessionstore.bench.Row}s, each with its ratio to the baseline; {@code ResultsTable}, {@code ResultsCsv}, {@code
 *       ResultsJson} and {@link dev.sessionstore.bench.Report} are its forms.
 * </ul>
 */
@NullMarked
package dev.sessionstore.bench;

import org.jspecify.annotations.NullMarked;
