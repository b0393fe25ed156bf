/**
 * Changes an application's store while it runs: {@link dev.sessionstore.moving.MovingStore} stands where the old store stood,
 * keeps every session reachable and carries them over, those that are used at once and the rest in the background. Start at
 * {@code MovingStore}; how one session changes sides is in {@code Handover}.
 */
@NullMarked
package dev.sessionstore.moving;

import org.jspecify.annotations.NullMarked;
