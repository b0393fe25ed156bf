import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects what the conformance suite wrote about our stores during {@code mvn verify} into docs/conformance, and writes the
 * table of the README from it: {@code java .ci/ConformancePages.java} in the root of the project. Run it when a store or a
 * rule has changed, and commit what it writes.
 */
final class ConformancePages {

    private static final Path DOCS = Path.of("docs", "conformance");
    private static final String BEGIN = "<!-- begin: written by .ci/ConformancePages.java -->";
    private static final String END = "<!-- end -->";
    private static final List<String> NOT_OURS = List.of("bench", "conformance-tests", "demo-web", "examples", "target");

    public static void main(String[] args) throws IOException {
        Map<String, Path> pages = pages();
        if (pages.isEmpty()) {
            System.err.println("There are no reports in */target/conformance: run mvn verify first.");
            System.exit(1);
        }
        Files.createDirectories(DOCS);
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Path> page : pages.entrySet()) {
            String text = Files.readString(page.getValue());
            Files.writeString(DOCS.resolve(page.getKey() + ".md"), text);
            rows.add(row(page.getKey(), text));
        }
        String table = BEGIN + "\n| Store | Abilities | Guarantees | Resolution | Broken or deviating |\n|---|---|---|---|---|\n"
                + String.join("", rows) + END;
        Path readme = Path.of("README.md");
        String before = Files.readString(readme);
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            System.err.println("README.md has no place for the table: " + BEGIN + " … " + END);
            System.exit(1);
        }
        Files.writeString(readme, before.substring(0, begin) + table + before.substring(end + END.length()));
        System.out.println(pages.size() + " pages in " + DOCS + ", and the table of README.md");
    }

    /** By the store's name. */
    private static Map<String, Path> pages() throws IOException {
        Map<String, Path> pages = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Path.of("."))) {
            for (Path module : modules.sorted().toList()) {
                Path reports = module.resolve("target").resolve("conformance");
                if (NOT_OURS.contains(module.getFileName().toString()) || !Files.isDirectory(reports)) {
                    continue;
                }
                try (Stream<Path> files = Files.list(reports)) {
                    files.filter(file -> file.toString().endsWith(".md"))
                            .forEach(file -> pages.put(name(file), file));
                }
            }
        }
        return pages;
    }

    private static String name(Path page) {
        return page.getFileName().toString().replaceFirst("\\.md$", "");
    }

    private static String row(String store, String page) {
        String worse = page.lines()
                .filter(line -> line.startsWith("| ") && (line.contains(" | broken | ") || line.contains(" | deviates | ")))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .collect(Collectors.joining(", "));
        return "| [" + store + "](docs/conformance/" + store + ".md) | " + told(page, "Abilities") + " | "
                + told(page, "Guarantees") + " | " + told(page, "Resolution") + " | " + (worse.isEmpty() ? "none" : worse)
                + " |\n";
    }

    private static String told(String page, String what) {
        String begin = "- " + what + ": ";
        return page.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElse("?");
    }
}
