import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes docs/conformance.md and the table of README.md from the reports that {@code mvn verify} left in the modules' {@code
 * target/conformance}: {@code java .ci/ConformancePage.java} in the root of the project. Run it when a store or a rule has
 * changed, and commit what it writes.
 */
final class ConformancePage {

    private static final Path PAGE = Path.of("docs", "conformance.md");
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- begin: written by .ci/ConformancePage.java -->";
    private static final String END = "<!-- end -->";
    private static final List<String> NOT_OURS = List.of("bench", "conformance-tests", "demo-web", "examples", "target");

    private static final Pattern DECLARED = Pattern.compile("(?m)^- (Abilities|Guarantees|Resolution|Staleness): (.*)$");
    private static final Pattern RESULT = Pattern.compile("(?m)^\\| ([A-Z]+-\\d+) \\| (.*) \\| ([a-z ]+) \\| (.*) \\|$");
    private static final Map<String, String> SIGNS = new LinkedHashMap<>();

    static {
        SIGNS.put("kept", "✓");
        SIGNS.put("not promised", "·");
        SIGNS.put("not tried", "?");
        SIGNS.put("deviates", "D");
        SIGNS.put("broken", "✗");
        SIGNS.put("not run", " ");
    }

    private record Result(String id, String says, String outcome, String remark) {

        /** Chapters in the order of their names, rules in the order of their numbers. */
        static final Comparator<Result> BY_ID = Comparator.comparing(Result::chapter).thenComparing(Result::number);

        String chapter() {
            return id.replaceFirst("-\\d+$", "");
        }

        int number() {
            return Integer.parseInt(id.replaceFirst("^.*-", ""));
        }

        boolean isWorse() {
            return outcome.equals("broken") || outcome.equals("deviates");
        }
    }

    private record Store(String name, Map<String, String> declared, Map<String, Result> results) {

        static Store read(Path report) {
            String text;
            try {
                text = Files.readString(report);
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + report, e);
            }
            return new Store(
                    report.getFileName().toString().replaceFirst("\\.md$", ""),
                    DECLARED.matcher(text).results().collect(Collectors.toMap(m -> m.group(1), m -> m.group(2))),
                    RESULT.matcher(text).results().map(Store::result).collect(Collectors.toMap(Result::id, r -> r)));
        }

        private static Result result(MatchResult row) {
            return new Result(row.group(1), row.group(2), row.group(3), row.group(4));
        }

        String declarations() {
            String worse = results.values().stream()
                    .filter(Result::isWorse)
                    .sorted(Result.BY_ID)
                    .map(Result::id)
                    .collect(Collectors.joining(", "));
            return Stream.of("Abilities", "Guarantees", "Resolution")
                    .map(what -> declared.getOrDefault(what, "?") + (what.equals("Resolution") ? staleness() : ""))
                    .collect(Collectors.joining(" | ", name + " | ", " | " + (worse.isEmpty() ? "none" : worse)));
        }

        /** Beside the resolution, when reads may be old. */
        private String staleness() {
            return declared.containsKey("Staleness") ? ", reads up to " + declared.get("Staleness") + " old" : "";
        }

        String sign(String id) {
            Result result = results.get(id);
            return result == null ? " " : SIGNS.get(result.outcome());
        }
    }

    public static void main(String[] args) throws IOException {
        List<Store> stores = stores();
        if (stores.isEmpty()) {
            System.err.println("There are no reports in */target/conformance: run mvn verify first.");
            System.exit(1);
        }
        Files.writeString(PAGE, page(stores));
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            System.err.println("README.md has no place for the table: " + BEGIN + " … " + END);
            System.exit(1);
        }
        String rows = stores.stream().map(store -> "| " + store.declarations() + " |\n").collect(Collectors.joining());
        String table = BEGIN + "\n" + header("Store", "Abilities", "Guarantees", "Resolution", "Broken or deviating") + rows;
        Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
        System.out.println(stores.size() + " stores in " + PAGE + " and in the table of " + README);
    }

    /** By name. */
    private static List<Store> stores() throws IOException {
        try (Stream<Path> reports = Files.find(Path.of(""), 4, (path, file) -> isReport(path))) {
            return reports.map(Store::read).sorted(Comparator.comparing(Store::name)).toList();
        }
    }

    private static boolean isReport(Path path) {
        return path.getNameCount() == 4
                && path.subpath(1, 3).equals(Path.of("target", "conformance"))
                && path.toString().endsWith(".md")
                && !NOT_OURS.contains(path.getName(0).toString());
    }

    private static String page(List<Store> stores) {
        StringBuilder page = new StringBuilder(
                "# Conformance\n\nWhat the [conformance suite](writing-a-store.md) found in the last whole build, written by"
                        + " `.ci/ConformancePage.java`.\n\n## What the stores declare\n\n"
                        + header("", "Store", "Abilities", "Guarantees", "Resolution", "Broken or deviating"));
        IntStream.range(0, stores.size())
                .forEach(i -> page.append("| " + (i + 1) + " | " + stores.get(i).declarations() + " |\n"));
        String signs = SIGNS.entrySet().stream()
                .filter(sign -> !sign.getValue().isBlank())
                .map(sign -> sign.getValue() + " " + sign.getKey())
                .collect(Collectors.joining(", "));
        page.append("\n## Rules and stores\n\nThe columns have the numbers of the stores above. " + signs + ".\n\n"
                + header(Stream.concat(
                                Stream.of("Rule", "Requirement"),
                                IntStream.rangeClosed(1, stores.size()).mapToObj(String::valueOf))
                        .toArray(String[]::new)));
        Map<Result, String> rules = new TreeMap<>(Result.BY_ID);
        stores.forEach(store -> store.results().values().forEach(rule -> rules.putIfAbsent(rule, rule.says())));
        rules.forEach((rule, says) -> page.append(stores.stream()
                .map(store -> store.sign(rule.id()))
                .collect(Collectors.joining(" | ", "| " + rule.id() + " | " + says + " | ", " |\n"))));
        String remarks = stores.stream()
                .flatMap(store -> store.results().values().stream()
                        .filter(Result::isWorse)
                        .sorted(Result.BY_ID)
                        .map(result -> "- " + store.name() + " " + result.outcome() + " " + result.id() + ": "
                                + result.remark() + "\n"))
                .collect(Collectors.joining());
        return page + (remarks.isEmpty() ? "" : "\n## Remarks\n\n" + remarks);
    }

    private static String header(String... columns) {
        return "| " + String.join(" | ", columns) + " |\n" + "|---".repeat(columns.length) + "|\n";
    }
}
