package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.conformance.wrong.WrongStore;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The suite is tested: each wrong store is found out, and each rule finds at least one out. */
@Tag("slow")
class WrongStoresTest {

    private static final Suite IMPATIENT = new Suite(Duration.ofSeconds(5), Duration.ofMillis(500));

    /** The rules that count the threads of the process, so that nothing else may run. */
    private static final List<String> COUNT_THREADS = List.of("CLOSE-9", "BOUND-8");

    /** Rules about servers mostly wait, so their stores are tried side by side before the tests read the reports. */
    @TestFactory
    Stream<DynamicTest> eachWrongStoreIsFoundOut() throws InterruptedException {
        List<WrongStore> all = WrongStore.all();
        List<WrongStore> waiting = all.stream()
                .filter(wrong -> wrong.hasServer() && Collections.disjoint(wrong.breaks(), COUNT_THREADS))
                .toList();
        Map<WrongStore, Report> reports = SideBySide.map(waiting, WrongStoresTest::run);
        return all.stream()
                .map(wrong -> DynamicTest.dynamicTest(
                        wrong.what(),
                        () -> breaksWhatItHasTo(wrong, waiting.contains(wrong) ? reports.get(wrong) : run(wrong))));
    }

    @Test
    void eachRuleFindsAWrongStoreOut() {
        Map<String, String> matrix = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            matrix.put(
                    rule.id(),
                    WrongStore.all().stream()
                            .filter(wrong -> wrong.breaks().contains(rule.id()))
                            .map(WrongStore::what)
                            .collect(Collectors.joining("; ")));
        }
        System.out.println(matrix.size() + " rules, " + WrongStore.all().size() + " wrong stores");
        matrix.forEach((rule, stores) -> System.out.printf("  %-12s is broken by: %s%n", rule, stores));
        assertThat(matrix.values()).as("each rule is broken by a wrong store").noneMatch(String::isEmpty);
    }

    @Test
    void noWrongStoreNamesARuleThatDoesNotExist() {
        List<String> ids = Rules.all().stream().map(Rule::id).toList();
        assertThat(WrongStore.all()).allSatisfy(wrong -> assertThat(ids).containsAll(wrong.breaks()));
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static Report run(WrongStore wrong) {
        return IMPATIENT.run(
                wrong.what(), wrong.harness(), rule -> wrong.breaks().contains(rule.id()));
    }

    private static void breaksWhatItHasTo(WrongStore wrong, Report report) {
        List<Verdict> unnoticed = report.verdicts().stream()
                .filter(verdict -> wrong.breaks().contains(verdict.rule().id()))
                .filter(verdict -> verdict.outcome() != Outcome.BROKEN)
                .filter(verdict -> !needsANewerJdk(verdict))
                .toList();
        assertThat(unnoticed).as("rules that did not notice").isEmpty();
    }

    private static boolean needsANewerJdk(Verdict verdict) {
        return List.of(verdict.rule().needs()).contains(Requirement.VIRTUAL_THREADS) && !VirtualThreads.exist();
    }
}
