package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.Versions;
import dev.sessionstore.demo.http.StartException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the demo. */
@Command(
        name = "demo-web",
        description = "Shows HTTP sessions in a store of your choice.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            BenchCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SizesCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code: 0, 1 when it failed, 2 for wrong arguments.
     *
     * @param args a command and its options; {@code --help} lists them
     */
    public static void main(String[] args) {
        Logs.configure();
        System.exit(commandLine().execute(args));
    }

    /** As the build wrote it down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Session Store demo " + Versions.ofSessionStore()};
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> complain(e.getCommandLine(), e, CommandLine.ExitCode.USAGE))
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> complain(command, e, CommandLine.ExitCode.SOFTWARE));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for example: serve or bench (--help lists all)");
    }

    /** One line, however long the story behind it. */
    private static int complain(CommandLine command, Exception e, int exitCode) {
        PrintWriter err = command.getErr();
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (!(e instanceof ParameterException || e instanceof StartException)) {
            message = e.getClass().getSimpleName() + ": " + message;
        }
        err.println("demo-web: " + message.lines().findFirst().orElse(message));
        err.flush();
        return exitCode;
    }
}
