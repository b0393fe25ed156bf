package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.Report;
import dev.sessionstore.bench.Results;
import dev.sessionstore.demo.http.StartException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page of results. */
@Command(
        name = "report",
        description = "Makes one HTML file with charts and tables of what bench --json has written.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "<results.json>", description = "What bench --json has written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path results;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "Where to write the page (default: beside the results, with .html at the end).")
    private @Nullable Path output;

    @Override
    public Integer call() {
        Path page = output == null ? beside(results) : output;
        String html = Report.page(read());
        try {
            Files.writeString(page, html);
        } catch (IOException e) {
            throw new StartException("Cannot write " + page + ": " + reason(e), e);
        }
        spec.commandLine().getOut().println("Wrote " + page);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Results read() {
        try {
            return Results.fromJson(Files.readString(results));
        } catch (IOException e) {
            throw new StartException("Cannot read " + results + ": " + reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new StartException(results + ": " + e.getMessage(), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is none";
        }
        return e instanceof MalformedInputException ? "it is not a text" : e.toString();
    }

    private static Path beside(Path results) {
        String name = String.valueOf(results.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return results.resolveSibling(stem + ".html");
    }
}
