package dev.sessionstore.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of one store, rule by rule. Thread-safe. */
final class Report {

    private static final Comparator<Rule> BY_ID =
            Comparator.comparing(Report::chapter).thenComparingInt(Report::number);

    private final String store;
    private final Map<Rule, Verdict> verdicts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Declared> declared = new AtomicReference<>();

    Report(String store, List<Rule> rules) {
        this.store = store;
        rules.forEach(rule -> verdicts.put(rule, Verdict.notRun(rule)));
    }

    void add(Verdict verdict, Optional<Declared> latest) {
        verdicts.put(verdict.rule(), verdict);
        latest.ifPresent(declared::set);
    }

    /** What the store declares; empty when none could be opened. */
    Optional<Declared> declared() {
        return Optional.ofNullable(declared.get());
    }

    String store() {
        return store;
    }

    /** All verdicts in the order of the rules' ids. */
    List<Verdict> verdicts() {
        Map<Rule, Verdict> sorted = new TreeMap<>(BY_ID);
        sorted.putAll(verdicts);
        return new ArrayList<>(sorted.values());
    }

    long count(Outcome outcome) {
        return count(verdicts(), outcome);
    }

    private static long count(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
    }

    /** The verdicts of each chapter, chapters and rules in the order of their names. */
    Map<String, List<Verdict>> chapters() {
        return verdicts().stream()
                .collect(Collectors.groupingBy(
                        verdict -> chapter(verdict.rule()), LinkedHashMap::new, Collectors.toList()));
    }

    String summary() {
        return summary(verdicts());
    }

    /** The number of each outcome, such as "91 kept, 2 broken, 7 not promised". */
    static String summary(List<Verdict> verdicts) {
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome == Outcome.KEPT || count(verdicts, outcome) > 0)
                .map(outcome -> count(verdicts, outcome) + " " + outcome)
                .collect(Collectors.joining(", "));
    }

    private static String chapter(Rule rule) {
        return rule.id().substring(0, rule.id().lastIndexOf('-'));
    }

    private static int number(Rule rule) {
        return Integer.parseInt(rule.id().substring(rule.id().lastIndexOf('-') + 1));
    }
}
