package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.conformance.small.CarefulStore;
import dev.sessionstore.conformance.small.NetHarness;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores that keep the contract in an unusual way are not accused. */
@Tag("slow")
class AccusedStoresTest {

    private static final List<String> CHAPTERS = List.of("FAULT", "LOST", "BOUND");

    @Test
    void aStoreThatLooksBeforeItWritesAndChecksItsConnectionsKeepsTheRulesAboutOutages() {
        Report report = new Suite(RuleRun.LIMIT, RuleRun.PATIENCE)
                .run(
                        "careful",
                        () -> new NetHarness(CarefulStore::new),
                        rule -> CHAPTERS.contains(rule.id().replaceFirst("-.*", "")));
        assertThat(report.verdicts().stream()
                        .filter(verdict -> verdict.outcome() == Outcome.BROKEN)
                        .map(Verdict::report))
                .isEmpty();
        assertThat(report.count(Outcome.KEPT)).isGreaterThan(20);
    }
}
