/**
 * The calls of a store in Micrometer's metrics and traces. Start at {@link dev.sessionstore.micrometer.ObservedStore}.
 *
 * <ul>
 *   <li>{@code Calls}: makes a call and notes how it ended; {@code MeteredCalls} in meters, {@code TracedCalls} in observations
 *   <li>{@code Operation}, {@code Outcome}: all values that the labels of these names can have
 *   <li>{@code ObservedConditionalWrites}, {@code ObservedListing}, {@code ObservedOwners}, {@code ObservedWatching}: the abilities,
 *       passed on
 *   <li>{@code NearStoreMetrics}: what a store with copies says about them
 *   <li>{@code SessionMetrics}: what the session layer does
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.micrometer;

import org.jspecify.annotations.NullMarked;
