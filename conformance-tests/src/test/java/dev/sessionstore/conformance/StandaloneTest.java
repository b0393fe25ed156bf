package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The command line of the standalone jar. */
class StandaloneTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aStoreThatKeepsEverythingEndsWithZeroAndTwoReports() throws Exception {
        assertThat(run("--store", Right.class.getName(), "--report", folder.toString()))
                .isZero();
        assertThat(text(out)).contains("Conformance of Right: ", "written to").doesNotContain("broken");
        assertThat(Files.readString(folder.resolve("Right.md"))).startsWith("# Conformance of Right");
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("TEST-Right.xml").toFile());
        assertThat(xml.getElementsByTagName("testcase").getLength())
                .isEqualTo(Rules.all().size());
        assertThat(xml.getElementsByTagName("failure").getLength()).isZero();
    }

    @Test
    void aStoreThatBreaksARuleEndsWithOneAndSaysWhy() throws IOException {
        assertThat(run(
                        "--store",
                        NullIsAbsentHarness.class.getName(),
                        "--rules",
                        "GET,TOUCH-2",
                        "--name",
                        "mine",
                        "--report",
                        folder.toString()))
                .isEqualTo(1);
        assertThat(text(out)).contains("Rule GET-6 is broken", "Conformance of mine: 7 kept, 1 broken");
        assertThat(Files.readString(folder.resolve("TEST-mine.xml")))
                .contains("<failure message=", "Rule GET-6 is broken");
    }

    @Test
    void wrongOptionsEndWithTwoAndASentence() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--stoer", "x")).isEqualTo(2);
        assertThat(run("--store")).isEqualTo(2);
        assertThat(run("--store", "com.acme.Nothing")).isEqualTo(2);
        assertThat(run("--store", "java.lang.String")).isEqualTo(2);
        assertThat(run(
                        "--store",
                        "x",
                        "--classpath",
                        folder.resolve("nowhere.jar").toString()))
                .isEqualTo(2);
        assertThat(run("--store", "x", "--rules", "TUCH")).isEqualTo(2);
        assertThat(text(err))
                .contains(
                        "--store is missing",
                        "unknown option --stoer",
                        "--store needs a value",
                        "there is no class com.acme.Nothing",
                        "java.lang.String is no dev.sessionstore.conformance.StoreHarness",
                        "nowhere.jar, which --classpath names",
                        "there is no rule or chapter TUCH",
                        "Usage: java -jar");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpIsNoError() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("Exit status");
    }

    private int run(String... args) {
        return new Standalone(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private abstract static class Delegating implements StoreHarness {
        private final SmallHarness inside;

        Delegating(SmallHarness inside) {
            this.inside = inside;
        }

        @Override
        public Store open() {
            return inside.open();
        }

        @Override
        public Instant now() {
            return inside.now();
        }

        @Override
        public void advance(Duration duration) {
            inside.advance(duration);
        }

        @Override
        public void close() {}
    }

    private static final class Right extends Delegating {
        private Right() {
            super(new SmallHarness(SmallStore::new));
        }
    }

    private static final class NullIsAbsentHarness extends Delegating {
        private NullIsAbsentHarness() {
            super(new SmallHarness(backend -> new SmallStore(backend) {
                @Override
                public Optional<String> get(String sid) {
                    return sid == null ? Optional.empty() : super.get(sid);
                }
            }));
        }
    }
}
