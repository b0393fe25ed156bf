/**
 * The conformance suite: what every store has to do, as rules that run against a store of your own. Extend {@link
 * dev.sessionstore.conformance.StoreConformance}, give it a {@link dev.sessionstore.conformance.StoreHarness} that opens your
 * store, and run it as a JUnit test. A rule that is broken says in words what was asked, what was done, and what came out.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.conformance;

import org.jspecify.annotations.NullMarked;
