package com.example;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tests that need a program. Where it is missing the build says so and goes on; with the variable {@code CI} set it fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
@interface Needs {

    Program value();

    /** What may be missing. */
    enum Program {
        CHROMIUM(
                Chromium::isInstalled,
                "Install chromium and chromedriver, or name them with CHROME_BIN and CHROMEDRIVER."),
        NODE(Express::isInstalled, "Install Node 20 or newer, with npm.");

        private final BooleanSupplier isThere;
        private final String advice;

        Program(BooleanSupplier isThere, String advice) {
            this.isThere = isThere;
            this.advice = advice;
        }
    }

    /** Looks for the program. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Program program = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Needs.class)
                    .orElseThrow()
                    .value();
            if (program.isThere.getAsBoolean()) {
                return ConditionEvaluationResult.enabled(program + " is there");
            }
            String missing = program + " IS MISSING: " + context.getDisplayName() + " IS NOT RUN. " + program.advice;
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(missing);
            }
            System.err.println(missing);
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}
