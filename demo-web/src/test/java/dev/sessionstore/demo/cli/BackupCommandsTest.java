package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.jdbc.JdbcStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sessions of one database go to another through a file. */
@Tag("slow")
class BackupCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String from;
    private String to;
    private String file;

    @BeforeEach
    void fill() {
        from = "jdbc:h2:" + folder.resolve("from");
        to = "jdbc:h2:" + folder.resolve("to");
        file = folder.resolve("sessions.jsonl").toString();
        try (Store store = JdbcStore.builder(from).createTable().build()) {
            store.set("a", "{\"cart\":\"s3cret\"}", Instant.now().plusSeconds(3600));
            store.set("b", "{\"cart\":\"\"}", Instant.now().plusSeconds(3600));
        }
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    @Test
    void sessionsGoFromOneStoreToAnother() {
        assertThat(run("export", "--store", "jdbc", "--url", from, file))
                .as(err.toString())
                .isZero();
        assertThat(run("import", "--store", "jdbc", "--url", to, file))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("2 sessions in " + file)
                .contains("2 sessions written, 0 were there already, 0 had expired");
        assertThat(run("import", "--store", "jdbc", "--url", to, "--overwrite", "--from", "2", file))
                .isZero();
        assertThat(out.toString()).contains("1 sessions written");
        try (Store store = JdbcStore.builder(to).createTable().build()) {
            assertThat(store.get("a")).hasValue("{\"cart\":\"s3cret\"}");
        }
    }

    @Test
    void sizesAreATable() {
        assertThat(run("sizes", "--store", "jdbc", "--url", from))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("2 sessions")
                .containsPattern("cart +2 +10 +8\\n")
                .doesNotContain("s3cret");
    }

    @Test
    void whatGoesWrongIsOneLine() throws Exception {
        assertThat(run("import", "--store", "jdbc", "--url", to, file)).isNotZero();
        Files.writeString(Path.of(file), "no session\n");
        assertThat(run("import", "--store", "jdbc", "--url", to, file)).isNotZero();
        assertThat(run(
                        "export",
                        "--store",
                        "jdbc",
                        "--url",
                        from,
                        folder.resolve("none/file").toString()))
                .isNotZero();
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("demo-web: "));
        assertThat(err.toString()).contains("stopped at line 1: it is not JSON");
    }
}
