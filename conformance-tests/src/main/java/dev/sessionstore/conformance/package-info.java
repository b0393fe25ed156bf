/** Rules that every store keeps, as JUnit tests for a store of your own. */
@NullMarked
package dev.sessionstore.conformance;

import org.jspecify.annotations.NullMarked;
