package dev.sessionstore.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All runs, in the order in which {@code all} does them. */
final class Suites {

    static final String ALL = "all";

    private static final List<Run> RUNS = Stream.of(
                    RedisSuites.runs().stream(),
                    OperationSuite.runs().stream(),
                    DatabaseSuites.runs().stream(),
                    MemorySuite.runs().stream(),
                    HttpSuite.runs().stream(),
                    ScalingSuite.runs().stream(),
                    CountsSuite.runs().stream())
            .flatMap(runs -> runs)
            .toList();

    private Suites() {}

    static List<Run> runs() {
        return RUNS;
    }

    static Set<String> names() {
        return RUNS.stream().map(Run::suite).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * @param wanted names of suites or of single runs, or {@link #ALL}
     * @return the runs, each once
     * @throws IllegalArgumentException when a name means nothing
     */
    static List<Run> find(List<String> wanted) {
        Set<Run> found = new LinkedHashSet<>();
        for (String name : wanted) {
            List<Run> runs = RUNS.stream()
                    .filter(run -> name.equals(ALL)
                            || run.suite().equals(name)
                            || run.name().equals(name))
                    .toList();
            if (runs.isEmpty()) {
                throw new IllegalArgumentException("There is no suite or run '" + name + "'; suites are "
                        + String.join(", ", names()) + ", --list shows their runs");
            }
            found.addAll(runs);
        }
        return new ArrayList<>(found);
    }
}
