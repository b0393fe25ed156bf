package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.demo.backup.Import;
import dev.sessionstore.demo.http.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the sessions of a file into a store. */
@Command(
        name = "import",
        description = "Writes the sessions of a file that export has made into a store. Expired ones are left out.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private StoreOptions storeOptions = new StoreOptions();

    @Option(
            names = "--overwrite",
            description = "Overwrite sessions that are in the store already. Without it they stay as they are.")
    private boolean overwrite;

    @Option(
            names = "--from",
            paramLabel = "<line>",
            defaultValue = "1",
            description = "The first line, to go on where an import has stopped (default: ${DEFAULT-VALUE}).")
    private long from;

    @Parameters(paramLabel = "<file>", description = "What export has written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() {
        Import.Result result;
        try (Store store = storeOptions.openExisting();
                CountProgress progress = new CountProgress(spec.commandLine().getErr(), Terminal.isStderr())) {
            result = new Import(store, InstantSource.system(), overwrite).run(file, from, progress);
        } catch (Import.StoppedException e) {
            throw new StartException("The import of " + file + " stopped at " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("Cannot import " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%,d sessions written, %,d were there already, %,d had expired%n",
                        result.written(), result.known(), result.expired());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
