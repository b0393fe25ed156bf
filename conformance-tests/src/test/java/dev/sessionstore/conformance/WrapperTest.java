package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallStore;
import dev.sessionstore.conformance.small.WrapperStore;
import dev.sessionstore.conformance.wrong.WrongStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Abilities are accessors, so that a wrapper can pass them on: the suite sees no difference between a wrapper and its store. */
class WrapperTest {

    private static final Suite SUITE = new Suite(Duration.ofSeconds(8), Duration.ofSeconds(2));

    @Test
    void theSuiteSaysTheSameOfAWrapperAsOfTheStoreInside() {
        assertThat(outcomes(() -> new SmallHarness(backend -> new WrapperStore(new SmallStore(backend)))))
                .isEqualTo(outcomes(() -> new SmallHarness(SmallStore::new)));
    }

    @Test
    void wrongStoresAreFoundOutInsideAWrapper() {
        for (WrongStore wrong : WrongStore.all().subList(0, 20)) {
            Report report = SUITE.run(
                    wrong.what(),
                    () -> new WrappingHarness(wrong.harness().call()),
                    rule -> wrong.breaks().contains(rule.id()));
            assertThat(report.count(Outcome.BROKEN))
                    .as(wrong.what())
                    .isEqualTo(wrong.breaks().size());
        }
    }

    private static List<String> outcomes(Callable<StoreHarness> harness) {
        return SUITE.run("a store", harness, rule -> true).verdicts().stream()
                .map(verdict -> verdict.rule().id() + " " + verdict.outcome() + " " + verdict.detail())
                .toList();
    }
}
