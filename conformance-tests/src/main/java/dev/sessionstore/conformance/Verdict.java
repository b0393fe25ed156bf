package dev.sessionstore.conformance;

import java.time.Duration;

/**
 * How one rule ended on one store.
 *
 * @param rule which rule
 * @param outcome how it ended
 * @param detail the reason in a line; empty when the rule is kept
 * @param report the whole story of a broken rule; else empty
 * @param took how long it took
 */
record Verdict(Rule rule, Outcome outcome, String detail, String report, Duration took) {

    static Verdict notRun(Rule rule) {
        return new Verdict(rule, Outcome.NOT_RUN, "it was not part of this run", "", Duration.ZERO);
    }
}
