package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.Bench;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.Report;
import dev.sessionstore.bench.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures stores beside their raw clients, on the terminal. */
@Command(
        name = "bench",
        description = {
            "Measures stores, each beside the raw client on the same server, and prints the ratio.",
            "Ctrl-C ends it and prints what there is."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--json", paramLabel = "<file>", description = "Where to write all results, which report reads.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "<file>", description = "Where to write a line for each row of the table.")
    private @Nullable Path csv;

    @Option(names = "--report", paramLabel = "<file>", description = "Where to write an HTML page with charts.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        Plan plan = plan();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), Terminal.isStderr());
        Bench bench = new Bench(plan, progress);
        CountDownLatch printed = new CountDownLatch(1);
        Thread end = new Thread(() -> endEarly(bench, printed), "end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            Results results = bench.run();
            progress.end();
            print(results);
            return results.complete() && results.failures().isEmpty() ? 0 : 1;
        } finally {
            printed.countDown();
            stayNoLonger(end);
        }
    }

    private Plan plan() {
        try {
            checkFolder(json);
            checkFolder(csv);
            checkFolder(report);
            return options.plan();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkFolder(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder for " + file);
        }
    }

    private void print(Results results) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(results.toTable());
        out.flush();
        if (json != null) {
            Files.writeString(json, results.toJson());
        }
        if (csv != null) {
            Files.writeString(csv, results.toCsv());
        }
        if (report != null) {
            Files.writeString(report, Report.page(results));
        }
    }

    /** Ctrl-C: the process ends when this returns. */
    private static void endEarly(Bench bench, CountDownLatch printed) {
        bench.cancel();
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("demo-web: the bench did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stayNoLonger(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook with it
            Logger.getLogger(BenchCommand.class.getName()).log(Level.FINE, "Ended early", e);
        }
    }
}
