/**
 * Changes an application's store while it runs. {@link dev.sessionstore.migration.MigratingStore} takes the place of the old
 * store, keeps every session reachable and moves the sessions to the new one. Start at {@code MigratingStore}; {@code Migration}
 * moves one session, {@code Copier} the rest in the background.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.migration;

import org.jspecify.annotations.NullMarked;
