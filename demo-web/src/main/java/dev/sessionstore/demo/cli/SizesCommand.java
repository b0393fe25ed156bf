package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.demo.backup.Sizes;
import dev.sessionstore.demo.backup.Sizes.Attribute;
import dev.sessionstore.demo.http.StartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how large the sessions of a store are. */
@Command(
        name = "sizes",
        description =
                "Tells how large the sessions of a store are, how long they still live and which attributes take most."
                        + " Shows no values.",
        mixinStandardHelpOptions = true)
final class SizesCommand implements Callable<Integer> {

    private static final List<Double> SHARES = List.of(0.0, 0.5, 0.9, 0.99, 1.0);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private StoreOptions storeOptions = new StoreOptions();

    @Option(
            names = "--attributes",
            paramLabel = "<n>",
            defaultValue = "10",
            description = "How many attributes to show, the largest first (default: ${DEFAULT-VALUE}).")
    private int most;

    @Override
    public Integer call() {
        Sizes sizes;
        try (Store store = storeOptions.openExisting();
                CountProgress progress = new CountProgress(spec.commandLine().getErr(), Terminal.isStderr())) {
            sizes = Sizes.of(store, InstantSource.system(), progress);
        } catch (IllegalArgumentException e) {
            throw new StartException("Cannot tell sizes: " + e.getMessage(), e);
        }
        print(sizes, spec.commandLine().getOut());
        return 0;
    }

    private void print(Sizes sizes, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d sessions, %,d bytes; %,d without end, %,d that are no JSON object%n",
                sizes.bytes().size(),
                sizes.bytes().stream().mapToLong(Long::longValue).sum(),
                sizes.endless(),
                sizes.unreadable());
        out.printf("%-28s %12s %12s %12s %12s %12s%n", "", "least", "half", "90 %", "99 %", "most");
        row(out, "bytes of a session", sizes.bytes(), bytes -> String.format(Locale.ROOT, "%,d", bytes));
        row(out, "left of its life", sizes.lives(), SizesCommand::words);
        out.printf("%-28s %12s %12s %12s%n", "attribute", "sessions", "bytes", "largest");
        sizes.attributes().entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Attribute> one) -> -one.getValue().bytes()))
                .limit(most)
                .forEach(one -> out.printf(
                        Locale.ROOT,
                        "%-28s %,12d %,12d %,12d%n",
                        shown(one.getKey()),
                        one.getValue().sessions(),
                        one.getValue().bytes(),
                        one.getValue().largest()));
        out.flush();
    }

    private static <T> void row(PrintWriter out, String what, List<T> sorted, Function<T, String> words) {
        out.printf("%-28s", what);
        SHARES.forEach(share ->
                out.printf(" %12s", Sizes.percentile(sorted, share).map(words).orElse("-")));
        out.println();
    }

    /** A name may be anything that a request could choose. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{C}", "?");
        return printable.length() > 28 ? printable.substring(0, 27) + "…" : printable;
    }

    private static String words(Duration left) {
        long minutes = Math.max(0, left.toMinutes());
        return minutes < 120 ? minutes + " min" : minutes < 48 * 60 ? minutes / 60 + " h" : minutes / 1440 + " d";
    }
}
