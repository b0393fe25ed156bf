package dev.sessionstore.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Runs the suite without a test class:
 *
 * <pre>{@code
 * java -jar conformance-tests-<version>-standalone.jar --store com.acme.MyHarness --classpath target/classes:lib/*
 * }</pre>
 *
 * <p>Exit status 0: every rule that the store promises is kept. 1: some are broken. 2: it could not run.
 */
final class Standalone {

    static final int KEPT = 0;
    static final int BROKEN = 1;
    static final int CANNOT_RUN = 2;

    private final PrintStream out;
    private final PrintStream err;

    Standalone(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * The entry point of the standalone jar.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new Standalone(System.out, System.err).run(args));
    }

    int run(String... args) {
        StandaloneOptions options;
        Callable<StoreHarness> harness;
        try {
            options = StandaloneOptions.parse(args);
            if (options.help()) {
                out.println(StandaloneOptions.USAGE);
                return KEPT;
            }
            harness = options.harness();
        } catch (IllegalArgumentException | IOException e) {
            err.println(e.getMessage());
            err.println(StandaloneOptions.USAGE);
            return CANNOT_RUN;
        }
        Report report = new Suite(RuleRun.LIMIT, RuleRun.PATIENCE).run(options.name(), harness, options::isChosen);
        report.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.BROKEN)
                .forEach(verdict -> out.println(verdict.report() + "\n"));
        out.print(ReportPage.text(report));
        try {
            Path page = ReportPage.write(report, options.folder());
            Path xml = ReportXml.write(report, options.folder());
            out.println("  written to " + page + " and " + xml);
        } catch (IOException e) {
            err.println("cannot write the report into " + options.folder() + ": " + e);
            return CANNOT_RUN;
        }
        return report.count(Outcome.BROKEN) == 0 ? KEPT : BROKEN;
    }
}
