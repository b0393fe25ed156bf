/**
 * Copies of sessions in the process, so that a read needs no round trip. Start at {@link dev.sessionstore.near.NearStore}.
 *
 * <ul>
 *   <li>{@code Copies}: which copies there are, and which reads may become one
 *   <li>{@code Source}: where sessions are read and how far a copy may be trusted; {@code WatchedSource} over a watch,
 *       {@code AgedSource} where the user states how old a read may be
 *   <li>{@code NearConditionalWrites}, {@code NearOwners}, {@code NearListing}: writes that bypass no copy
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.near;

import org.jspecify.annotations.NullMarked;
