package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.bench.Failure;
import dev.sessionstore.bench.Progress;
import dev.sessionstore.bench.Progress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final StringWriter err = new StringWriter();

    private ConsoleProgress onTerminal(boolean terminal) {
        return new ConsoleProgress(new PrintWriter(err), terminal);
    }

    private static Progress progress(Phase phase, double done, Duration left) {
        return new Progress(phase, "redis-jedis", 8, 2, 5, done, left, 12_345, 99, 300, 0);
    }

    @Test
    void theBarMovesInOneLineAndTellsTheTimeLeft() {
        ConsoleProgress progress = onTerminal(true);
        progress.progress(progress(Phase.ROUND, 0.5, Duration.ofSeconds(80)));
        assertThat(err.toString())
                .startsWith("\r[############------------]  50 %, 1 min 20 s left  redis-jedis, 8 threads, 2/5")
                .doesNotContain("\n");
        progress.progress(progress(Phase.WARMUP, 1, Duration.ofMillis(1)));
        progress.end();
        assertThat(err.toString()).contains("100 %, 1 s left  redis-jedis, 8 threads, warmup");
        List<String> shown = List.of(err.toString().split("\r"));
        assertThat(shown.get(1)).hasSameSizeAs(shown.get(2));
        assertThat(shown.get(3)).isBlank().hasSameSizeAs(shown.get(1));
    }

    @Test
    void elsewhereThereAreLinesWithoutABar() {
        ConsoleProgress progress = onTerminal(false);
        progress.progress(progress(Phase.OPENING, 0, Duration.ofSeconds(9)));
        progress.progress(progress(Phase.ROUND, 0.5, Duration.ofSeconds(9)));
        progress.failed(new Failure("redis-jedis", "cannot be connected: refused"));
        progress.end();
        assertThat(err.toString().lines())
                .containsExactly("redis-jedis: connecting", "redis-jedis cannot be connected: refused");
        assertThat(err.toString()).doesNotContain("\r");
    }
}
