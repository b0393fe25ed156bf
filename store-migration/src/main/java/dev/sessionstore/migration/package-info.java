/**
 * Changes an application's store while it runs: {@link dev.sessionstore.migration.MigratingStore} stands where the old store stood,
 * keeps every session reachable and carries them over, those that are used at once and the rest in the background. Start at
 * {@code MigratingStore}; how one session changes sides is in {@code Handover}.
 */
@NullMarked
package dev.sessionstore.migration;

import org.jspecify.annotations.NullMarked;
