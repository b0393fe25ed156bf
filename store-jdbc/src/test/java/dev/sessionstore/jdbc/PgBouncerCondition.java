package dev.sessionstore.jdbc;

import dev.sessionstore.testsupport.PgBouncer;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests with PgBouncer where it is not installed, with a message; fails in CI. */
final class PgBouncerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (PgBouncer.isInstalled()) {
            return ConditionEvaluationResult.enabled("PgBouncer is there");
        }
        String missing = "PGBOUNCER IS MISSING: " + context.getDisplayName()
                + " IS NOT RUN. Install it (Debian: apt-get install pgbouncer) to run the tests behind it.";
        if (System.getenv("CI") != null) {
            throw new IllegalStateException(missing);
        }
        System.err.println(missing);
        return ConditionEvaluationResult.disabled(missing);
    }
}
