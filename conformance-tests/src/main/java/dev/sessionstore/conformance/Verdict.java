package dev.sessionstore.conformance;

import java.time.Duration;

/**
 * The result of one rule on one store.
 *
 * @param rule which rule
 * @param outcome the result
 * @param detail the reason in a line; empty when the rule is kept
 * @param report the full report of a broken rule; else empty
 * @param took the duration
 */
record Verdict(Rule rule, Outcome outcome, String detail, String report, Duration took) {

    static Verdict notRun(Rule rule) {
        return new Verdict(rule, Outcome.NOT_RUN, "it was not part of this run", "", Duration.ZERO);
    }
}
