package dev.sessionstore.conformance;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link Standalone}.
 *
 * @param store the harness' class
 * @param classpath where the harness and the store are
 * @param name of the store in the report
 * @param rules the chosen rules or chapters; empty for all
 * @param folder where the report goes
 * @param help whether to print the usage only
 */
record StandaloneOptions(
        String store, List<Path> classpath, String name, List<String> rules, Path folder, boolean help) {

    static final String USAGE = """
            Usage: java -jar conformance-tests-<version>-standalone.jar --store <class> [options]
              --store <class>       your dev.sessionstore.conformance.StoreHarness, with a constructor without parameters
              --classpath <path>    where it and your store are: jar files and folders, separated as for java -cp
              --name <name>         the store's name in the report; default: the class without "Harness"
              --rules <id,id,...>   these rules or chapters only, such as TOUCH-2,GET; default: all
              --report <folder>     where the report is written, as Markdown and JUnit XML; default: conformance-report
              --help                this text
            Exit status: 0 when every rule that the store promises is kept, 1 when one is broken, 2 when it could not run.""";

    static StandaloneOptions parse(String... args) throws IOException {
        @Nullable String store = null;
        @Nullable String name = null;
        List<Path> classpath = List.of();
        List<String> rules = List.of();
        Path folder = Path.of("conformance-report");
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--help")) {
                return new StandaloneOptions("", List.of(), "", List.of(), folder, true);
            }
            if (!List.of("--store", "--classpath", "--name", "--rules", "--report")
                    .contains(option)) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            if (++i == args.length) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            switch (option) {
                case "--store" -> store = args[i];
                case "--classpath" -> classpath = entries(args[i]);
                case "--name" -> name = args[i];
                case "--rules" -> rules = List.of(args[i].split(",", -1));
                default -> folder = Path.of(args[i]);
            }
        }
        if (store == null) {
            throw new IllegalArgumentException("--store is missing");
        }
        String shown = name != null ? name : store.replaceFirst(".*[.$]", "").replaceFirst("Harness$", "");
        requireKnown(rules);
        return new StandaloneOptions(store, classpath, shown, rules, folder, false);
    }

    boolean isChosen(Rule rule) {
        return rules.isEmpty() || rules.stream().anyMatch(chosen -> isMeant(chosen, rule));
    }

    /** Makes a new harness at each call. */
    Callable<StoreHarness> harness() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classpath) {
            urls.add(url(entry));
        }
        ClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), Standalone.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            var constructor = Class.forName(store, true, loader)
                    .asSubclass(StoreHarness.class)
                    .getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor::newInstance;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + store + " on the class path " + classpath, e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(store + " is no " + StoreHarness.class.getName(), e);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(store + " has no constructor without parameters", e);
        }
    }

    private static void requireKnown(List<String> rules) {
        for (String chosen : rules) {
            if (Rules.all().stream().noneMatch(rule -> isMeant(chosen, rule))) {
                throw new IllegalArgumentException("there is no rule or chapter " + chosen);
            }
        }
    }

    private static boolean isMeant(String chosen, Rule rule) {
        return rule.id().equals(chosen) || rule.id().replaceFirst("-\\d+$", "").equals(chosen);
    }

    private static List<Path> entries(String classpath) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator, -1)) {
            if (entry.endsWith("*")) {
                Path folder = Path.of(entry.substring(0, entry.length() - 1));
                try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
                    jars.forEach(entries::add);
                }
            } else if (Files.exists(Path.of(entry))) {
                entries.add(Path.of(entry));
            } else {
                throw new IllegalArgumentException("there is no " + entry + ", which --classpath names");
            }
        }
        return entries;
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toUri().toURL();
    }
}
