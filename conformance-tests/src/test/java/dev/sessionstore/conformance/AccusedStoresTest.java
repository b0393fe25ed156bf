package dev.sessionstore.conformance;

import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.conformance.small.CarefulStore;
import dev.sessionstore.conformance.small.NetHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores that keep the contract in an unusual way break no rule. */
@Tag("slow")
class AccusedStoresTest {

    private static final List<String> CHAPTERS = List.of("FAULT", "LOST", "BOUND");

    /** One sends megabytes and one counts threads, so these run alone. */
    private static final List<String> ALONE = List.of("BOUND-2", "BOUND-8");

    @Test
    void aStoreThatLooksBeforeItWritesAndChecksItsConnectionsKeepsTheRulesAboutOutages() throws InterruptedException {
        Suite suite = new Suite(RuleRun.LIMIT, RuleRun.PATIENCE);
        List<Rule> rules = Rules.all().stream()
                .filter(rule -> CHAPTERS.contains(rule.id().replaceFirst("-.*", "")))
                .toList();
        Function<Rule, Report> run =
                rule -> suite.run("careful", () -> new NetHarness(CarefulStore::new), rule::equals);
        Map<Boolean, List<Rule>> alone = rules.stream().collect(partitioningBy(rule -> ALONE.contains(rule.id())));
        List<Report> reports =
                new ArrayList<>(SideBySide.map(alone.get(false), run).values());
        alone.get(true).stream().map(run).forEach(reports::add);
        assertThat(reports.stream()
                        .flatMap(report -> report.verdicts().stream())
                        .filter(verdict -> verdict.outcome() == Outcome.BROKEN)
                        .map(Verdict::report))
                .isEmpty();
        assertThat(reports.stream()
                        .mapToLong(report -> report.count(Outcome.KEPT))
                        .sum())
                .isGreaterThan(20);
    }
}
