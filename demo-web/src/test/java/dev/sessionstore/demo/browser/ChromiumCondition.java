package dev.sessionstore.demo.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for Chromium and its driver, once per test class. */
final class ChromiumCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ChromiumFiles.find().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is there");
        }
        String missing =
                "CHROMIUM IS MISSING: " + context.getDisplayName() + " IS NOT RUN. Install chromium or google-chrome"
                        + " and chromedriver (Debian: apt-get install chromium chromium-driver), or name them with CHROME_BIN and"
                        + " CHROMEDRIVER, to run the tests of the pages.";
        if (System.getenv("CI") != null) {
            throw new IllegalStateException(missing);
        }
        System.err.println(missing);
        return ConditionEvaluationResult.disabled(missing);
    }
}
