/**
 * All sessions of a store as lines of JSON, and back. Start at {@link dev.sessionstore.demo.backup.Export} and {@link
 * dev.sessionstore.demo.backup.Import}.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.demo.backup;

import org.jspecify.annotations.NullMarked;
