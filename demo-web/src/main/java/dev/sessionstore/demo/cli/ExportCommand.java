package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.demo.backup.Export;
import dev.sessionstore.demo.http.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all sessions of a store to a file. */
@Command(
        name = "export",
        description =
                "Writes all live sessions of a store to a file, one line of JSON each. Interrupted, it goes on where it was.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private StoreOptions storeOptions = new StoreOptions();

    @Parameters(
            paramLabel = "<file>",
            description = "Where they go. It is as secret as the sessions; only its owner may read it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public Integer call() {
        long sessions;
        try (Store store = storeOptions.openExisting();
                CountProgress progress = new CountProgress(spec.commandLine().getErr(), Terminal.isStderr())) {
            sessions = new Export(store, file).run(progress);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("Cannot export to " + file + ": " + e.getMessage(), e);
        }
        spec.commandLine().getOut().printf("%,d sessions in %s%n", sessions, file);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
