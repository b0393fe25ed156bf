package dev.sessionstore.conformance;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All rules of the suite as JUnit tests. Extend it, return a harness that opens your store, and run it:
 *
 * <pre>{@code
 * public class MyStoreTest extends StoreConformance {
 *     @Override
 *     public StoreHarness harness() {
 *         return new MyHarness();
 *     }
 * }
 * }</pre>
 *
 * <p>What the store declares ({@link dev.sessionstore.Store#guarantees()} and the accessors of its abilities) decides which
 * rules apply; those that do not are reported as "not promised", with the reason. At the end a table is printed and written to
 * {@code target/conformance/<name>.md}, where the name is the class's without "Test" or "ConformanceTest" at its end; another
 * folder is chosen with the JUnit configuration parameter {@code sessionstore.conformance.folder}. A rule that a store is known
 * to break is named by a {@link KnownDeviation} on the class.
 */
@ExtendWith(RuleExtension.class)
@DisplayNameGeneration(RuleNames.class)
public abstract class StoreConformance implements Rules {

    /** For subclasses. */
    protected StoreConformance() {}

    /**
     * A harness without any session. Called once for each rule.
     *
     * @return a new harness, which the suite closes
     * @throws Exception when it cannot be made; every rule then fails with it
     */
    public abstract StoreHarness harness() throws Exception;

    /**
     * No rule. A Surefire that does not know JUnit Jupiter, such as Maven 3.8's default 2.12.4, would run no rule and report
     * success. Of a public class it runs what is named {@code test…} instead, and so fails here.
     */
    public final void testNeedsJUnitJupiter() {
        throw new AssertionError(
                "No rule was run: this runner does not know JUnit Jupiter. Use maven-surefire-plugin 3.6.1 or newer.");
    }
}
