package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Bench;
import dev.sessionstore.bench.BenchListener;
import dev.sessionstore.bench.Failure;
import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Round;
import dev.sessionstore.benchmarks.pages.PagesCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs suites, prints their tables, and writes their results as JSON, one file for each run. */
@Command(
        name = "benchmarks",
        description = "Session Store beside raw clients and other session libraries.",
        mixinStandardHelpOptions = true,
        version = "Session Store benchmarks",
        subcommands = {PagesCommand.class, Footprint.class, Copies.class, Tracking.class})
public final class Benchmarks implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "<suite>", arity = "0..*", description = "Suites or single runs; all for everything.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Lists suites and runs.")
    private boolean list;

    @Option(
            names = "--out",
            paramLabel = "<folder>",
            defaultValue = "target/results",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("target", "results");

    @Mixin
    private Options options = new Options();

    private Benchmarks() {}

    /**
     * Runs suites and ends the process with 0, with 1 when a target failed or made errors, or with 2 for wrong arguments.
     *
     * @param args suites and options; {@code --help} lists them
     */
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks());
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (list || names.isEmpty()) {
            Suites.runs()
                    .forEach(run -> console.printf("%-12s %-24s %s%n", run.suite(), run.name(), run.description()));
            console.flush();
            return 0;
        }
        List<Run> runs;
        try {
            runs = Suites.find(names);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Files.createDirectories(out);
        Servers servers = new Servers();
        boolean clean = true;
        for (Run run : runs) {
            clean &= execute(run, servers, console);
        }
        return clean ? 0 : 1;
    }

    private boolean execute(Run run, Servers servers, PrintWriter console) throws IOException {
        console.println("\n== " + run.name() + ": " + run.description());
        console.flush();
        Results results = new Bench(options.plan(run, run.targets().apply(servers)), new Lines(console)).run();
        Files.writeString(out.resolve(run.name() + ".json"), results.toJson());
        console.println(results.toTable());
        console.flush();
        return results.complete()
                && results.failures().isEmpty()
                && results.rows().stream().allMatch(row -> row.errors() == 0);
    }

    /** A line for each round. */
    private record Lines(PrintWriter console) implements BenchListener {

        @Override
        public void finished(String target, int threads, Round round) {
            console.printf(
                    Locale.ROOT,
                    "%-32s %4d threads, round %d: %,10.0f op/s%n",
                    target,
                    threads,
                    round.number(),
                    round.throughput());
            console.flush();
        }

        @Override
        public void failed(Failure failure) {
            console.println(failure.target() + ": " + failure.reason());
            console.flush();
        }
    }
}
