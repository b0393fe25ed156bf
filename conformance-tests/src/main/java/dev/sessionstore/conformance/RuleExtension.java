package dev.sessionstore.conformance;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;

/** Runs the rules of a {@link StoreConformance} under JUnit and writes the report at the end of the class. */
final class RuleExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(RuleExtension.class);
    private static final String FOLDER = "sessionstore.conformance.folder";

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        Set<String> ids = Rules.all().stream().map(Rule::id).collect(Collectors.toSet());
        for (KnownDeviation deviation : test.getAnnotationsByType(KnownDeviation.class)) {
            if (!ids.contains(deviation.rule())) {
                throw new ExtensionConfigurationException("@KnownDeviation on " + test.getName()
                        + " names a rule that does not exist: " + deviation.rule());
            }
        }
        context.getStore(NAMESPACE).put(Report.class, new Report(storeName(test), Rules.all()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Report report = report(context);
        Path folder = Path.of(context.getConfigurationParameter(FOLDER).orElse("target/conformance"));
        Path page = ReportPage.write(report, folder);
        System.out.println(ReportPage.text(report) + "  written to " + page);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RuleContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        StoreConformance suite = (StoreConformance) context.getRequiredTestInstance();
        RuleContext ruleContext = new RuleContext(suite::harness, RuleRun.PATIENCE);
        context.getStore(NAMESPACE).put(RuleContext.class, ruleContext);
        return ruleContext;
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Rule rule = method.getExecutable().getAnnotation(Rule.class);
        if (rule == null) {
            invocation.proceed();
            return;
        }
        RuleContext ruleContext =
                Objects.requireNonNull(context.getStore(NAMESPACE).get(RuleContext.class, RuleContext.class));
        boolean[] proceeded = new boolean[1];
        Verdict verdict = new RuleRun(rule, RuleRun.LIMIT).on(ruleContext, deviation(rule, context), () -> {
            proceeded[0] = true;
            invocation.proceed();
        });
        if (!proceeded[0]) {
            invocation.skip();
        }
        report(context).add(verdict, ruleContext.declared());
        if (verdict.outcome() == Outcome.BROKEN) {
            throw new AssertionFailedError(verdict.report());
        }
    }

    private static Optional<KnownDeviation> deviation(Rule rule, ExtensionContext context) {
        return Arrays.stream(context.getRequiredTestClass().getAnnotationsByType(KnownDeviation.class))
                .filter(deviation -> deviation.rule().equals(rule.id()))
                .findFirst();
    }

    private static Report report(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE).get(Report.class, Report.class));
    }

    private static String storeName(Class<?> test) {
        return test.getSimpleName().replaceFirst("(Conformance)?(Test)?$", "");
    }
}
