package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.LauncherConstants.CAPTURE_STDOUT_PROPERTY_NAME;

import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What JUnit shows of a run, for stores that keep, break and deviate. */
@Tag("slow")
class RuleExtensionTest {

    @TempDir
    static Path folder;

    /** Each class is run once. */
    private static final Map<Class<?>, Run> RUNS = new HashMap<>();

    /** What JUnit reported: the number of tests, and the messages of failures by display name. */
    private record Run(AtomicInteger tests, Map<String, String> failures) {}

    @Test
    void aBrokenRuleFailsWithItsStory() throws IOException {
        Run run = run(NullIsAbsent.class);
        assertThat(run.failures())
                .containsOnlyKeys("GET-6: null is a NullPointerException", "ARGUMENT-2: " + says("ARGUMENT-2"));
        assertThat(run.failures().get("GET-6: null is a NullPointerException").lines())
                .containsExactly(
                        "Rule GET-6 is broken: null is a NullPointerException",
                        "  Steps",
                        "      1. A.get(null) → absent",
                        "  Expected: NullPointerException",
                        "  Got:      a normal return",
                        "  Why it matters: a missing value should be found where it is missing",
                        "  Source: the javadoc of dev.sessionstore.Store");
        assertThat(page("NullIsAbsent"))
                .contains(
                        "- Abilities: conditional writes, listing, owners, sweeping, watching\n- Guarantees: SHARED, DURABLE, EXPIRED_EVENTS\n- Resolution: 1 ms\n")
                .contains("| GET-6 | null is a NullPointerException | broken |")
                .contains("## What was found", "1. A.get(null) → absent");
    }

    @Test
    void everyRuleIsATestAndInTheReport() throws IOException {
        Run run = run(NullIsAbsent.class);
        assertThat(run.tests()).hasValue(Rules.all().size());
        assertThat(page("NullIsAbsent").lines().filter(line -> line.startsWith("| ")))
                .hasSize(Rules.all().size() + 1);
        assertThat(page("NullIsAbsent")).doesNotContain("| not run |");
    }

    @Test
    void aKnownDeviationIsNoFailure() throws IOException {
        Run run = run(Excused.class);
        assertThat(run.failures()).isEmpty();
        assertThat(page("Excused"))
                .contains("| GET-6 | null is a NullPointerException | deviates | the server cannot |");
    }

    @Test
    void aDeviationThatIsNoneIsAFailure() throws IOException {
        Run run = run(NeedlesslyExcused.class);
        assertThat(run.failures()).containsOnlyKeys("GET-1: " + says("GET-1"), "EXPIRY-8: " + says("EXPIRY-8"));
        assertThat(run.failures().get("GET-1: " + says("GET-1"))).contains("the rule is kept", "an old bug");
        assertThat(run.failures().get("EXPIRY-8: " + says("EXPIRY-8"))).contains("not promised at all");
    }

    @Test
    void aDeviationFromARuleThatDoesNotExistIsAnError() {
        Run run = run(WronglyExcused.class);
        assertThat(run.failures().values()).singleElement().asString().contains("does not exist: TOUCH-99");
        assertThat(run.tests()).hasValue(0);
    }

    @Test
    void aHarnessThatCannotOpenFailsEveryRuleWithItsReason() {
        Run run = run(NoServer.class);
        assertThat(run.failures()).hasSizeGreaterThanOrEqualTo(Rules.all().size() - 1);
        assertThat(run.failures().values()).allMatch(story -> story.contains("no server on port 1"));
    }

    private static Run run(Class<?> test) {
        return RUNS.computeIfAbsent(test, RuleExtensionTest::execute);
    }

    private static Run execute(Class<?> test) {
        Run run = new Run(new AtomicInteger(), new TreeMap<>());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .configurationParameter("sessionstore.conformance.folder", folder.toString())
                .configurationParameter(CAPTURE_STDOUT_PROPERTY_NAME, "true")
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                run.tests().addAndGet(id.isTest() ? 1 : 0);
                result.getThrowable()
                        .ifPresent(
                                thrown -> run.failures().put(id.getDisplayName(), String.valueOf(thrown.getMessage())));
            }

            @Override
            public void executionSkipped(TestIdentifier id, String reason) {
                run.failures().put(id.getDisplayName(), "skipped: " + reason);
            }
        });
        return run;
    }

    private static String page(String store) throws IOException {
        return Files.readString(folder.resolve(store + ".md"));
    }

    private static String says(String id) {
        return Rules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .map(Rule::says)
                .collect(Collectors.joining());
    }

    /** Breaks GET-6 and ARGUMENT-2, and nothing else. */
    static class NullIsAbsent extends StoreConformance {
        @Override
        public StoreHarness harness() {
            return new SmallHarness(backend -> new SmallStore(backend) {
                @Override
                public Optional<String> get(String sid) {
                    return super.get(sid == null ? "absent" : sid);
                }
            });
        }
    }

    @KnownDeviation(rule = "GET-6", why = "the server cannot")
    @KnownDeviation(rule = "ARGUMENT-2", why = "the server cannot")
    static class Excused extends NullIsAbsent {}

    @KnownDeviation(rule = "GET-6", why = "the server cannot")
    @KnownDeviation(rule = "ARGUMENT-2", why = "the server cannot")
    @KnownDeviation(rule = "GET-1", why = "an old bug")
    @KnownDeviation(rule = "EXPIRY-8", why = "another one")
    static class NeedlesslyExcused extends NullIsAbsent {}

    @KnownDeviation(rule = "TOUCH-99", why = "a slip of the pen")
    static class WronglyExcused extends NullIsAbsent {}

    static class NoServer extends StoreConformance {
        @Override
        public StoreHarness harness() throws IOException {
            throw new IOException("no server on port 1");
        }
    }
}
