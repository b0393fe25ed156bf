package dev.sessionstore.demo.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for Node, once per test class. */
final class NodeCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return ConditionEvaluationResult.enabled("Node " + version);
        } catch (IOException e) {
            String missing = "NODE IS MISSING: " + context.getDisplayName()
                    + " IS NOT RUN. Install Node 20 or newer, with npm, to run the tests that share sessions with it.";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(missing, e);
            }
            System.err.println(missing);
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}
