package dev.sessionstore.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Runs rules without JUnit.
 *
 * @param limit after which a rule counts as hung
 * @param patience how long a rule waits for a condition
 */
record Suite(Duration limit, Duration patience) {

    /**
     * Runs rules one after another.
     *
     * @param name of the store, for the report
     * @param harness makes a new one for each rule
     * @param chosen which rules to run; the others are reported as not run
     */
    Report run(String name, Callable<StoreHarness> harness, Predicate<Rule> chosen) {
        Report report = new Report(name, Rules.all());
        Rules rules = new Rules() {};
        for (Method method : Rules.methods()) {
            Rule rule = Rules.of(method);
            if (chosen.test(rule)) {
                RuleContext context = new RuleContext(harness, patience);
                Verdict verdict =
                        new RuleRun(rule, limit).on(context, Optional.empty(), () -> invoke(method, rules, context));
                report.add(verdict, context.declared());
            }
        }
        return report;
    }

    private static void invoke(Method method, Rules rules, RuleContext context) throws Throwable {
        try {
            method.invoke(rules, context);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
