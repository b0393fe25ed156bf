package dev.sessionstore.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tables and plots out of results. */
@Command(name = "pages", description = "Writes tables and plots from results.", mixinStandardHelpOptions = true)
final class Pages implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException();
    }
}
