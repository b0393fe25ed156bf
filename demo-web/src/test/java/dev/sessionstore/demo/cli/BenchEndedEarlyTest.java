package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.bench.Results;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, which is told to end as Ctrl-C does. */
@Tag("slow")
class BenchEndedEarlyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void whatThereIsIsPrintedAndWritten() throws Exception {
        File out = folder.resolve("out").toFile();
        Path err = folder.resolve("err");
        Path json = folder.resolve("results.json");
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "bench",
                        "--sessions=10",
                        "--threads=1",
                        "--duration=50ms",
                        "--rounds=100",
                        "--warmup=0s",
                        "--json=" + json)
                .redirectOutput(out)
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(err).contains("raw memory, 1 thread, round 2: "));
            bench.destroy();
            assertThat(bench.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            bench.destroyForcibly();
        }
        assertThat(Files.readString(out.toPath()))
                .contains("of baseline", "raw memory")
                .endsWith("Not all stores have done all rounds; what is here is of those that were finished.\n");
        Results results = Results.fromJson(Files.readString(json));
        assertThat(results.complete()).isFalse();
        assertThat(results.rows()).hasSize(2);
        assertThat(results.rows().get(0).rounds()).hasSizeBetween(2, 99);
    }
}
