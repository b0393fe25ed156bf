/**
 * The conformance suite: the contract of a store as rules that run against your own store. Extend {@link
 * dev.sessionstore.conformance.StoreConformance}, return a {@link dev.sessionstore.conformance.StoreHarness} that opens your
 * store, and run it as a JUnit test. The report of a broken rule says what the rule requires, which calls were made, and what
 * they answered. {@code Rules} lists the chapters; {@code RuleRun} runs one rule, {@code Report} collects the results.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.conformance;

import org.jspecify.annotations.NullMarked;
