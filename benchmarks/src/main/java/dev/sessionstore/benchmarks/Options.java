package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.TargetSpec;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long and how much; what is not said is short, so that all suites take about 25 minutes. */
final class Options {

    private static final Duration DURATION = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;
    private static final Duration WARMUP = Duration.ofSeconds(1);
    private static final int SMOKE_SESSIONS = 20;
    private static final Duration SMOKE_DURATION = Duration.ofMillis(30);
    private static final Duration SMOKE_HTTP_DURATION = Duration.ofMillis(300);

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "<n>",
            description = "How many threads work at once, one number after the other (default: what each run has).")
    @Nullable
    List<Integer> threads;

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Of a round, as in 500ms, 2s or 1m (default: 2s; 1s for scaling).")
    @Nullable
    Duration duration;

    @Option(names = "--rounds", paramLabel = "<n>", description = "Of each target (default: 3).")
    @Nullable
    Integer rounds;

    @Option(
            names = "--warmup",
            paramLabel = "<time>",
            converter = Time.class,
            description =
                    "Before the rounds of each number of threads (default: 1s; 5s for web servers, 500ms for scaling).")
    @Nullable
    Duration warmup;

    @Option(names = "--sessions", paramLabel = "<n>", description = "Of each target (default: ${DEFAULT-VALUE}).")
    int sessions = 2_000;

    @Option(
            names = "--payload",
            paramLabel = "<bytes>",
            description = "Of the texts in a session (default: ${DEFAULT-VALUE}).")
    int payload = 1024;

    @Option(
            names = "--attributes",
            paramLabel = "<n>",
            description = "That these texts are in (default: ${DEFAULT-VALUE}).")
    int attributes = 5;

    @Option(names = "--virtual-threads", description = "Lets virtual threads do the work (JDK 21 and later).")
    boolean virtualThreads;

    @Option(names = "--smoke", description = "Everything as small as can be, to see that it works.")
    boolean smoke;

    /** {@return the plan of a run: these options, and then what is particular to it} */
    Plan plan(Run run, List<TargetSpec> targets) {
        PlanBuilder plan = run.defaults()
                .apply(Plan.of(targets)
                        .level(run.level())
                        .workload(run.workload())
                        .threads(threads == null ? run.threads() : threads)
                        .duration(DURATION)
                        .rounds(ROUNDS)
                        .warmup(WARMUP)
                        .sessions(sessions)
                        .payload(new Payload(payload, attributes)));
        if (duration != null) {
            plan.duration(duration);
        }
        if (rounds != null) {
            plan.rounds(rounds);
        }
        if (warmup != null) {
            plan.warmup(warmup);
        }
        if (virtualThreads) {
            plan.virtualThreads();
        }
        Plan full = run.settings().apply(plan).build();
        return smoke ? tiny(full) : full;
    }

    private static Plan tiny(Plan plan) {
        boolean cold = plan.level().equals("http"); // processes that have just started
        return new Plan(
                plan.targets(),
                plan.level(),
                plan.workload(),
                Math.min(SMOKE_SESSIONS, plan.sessions()),
                plan.payload(),
                List.of(2),
                cold ? SMOKE_HTTP_DURATION : SMOKE_DURATION,
                1,
                cold ? SMOKE_HTTP_DURATION : Duration.ZERO,
                plan.rate(),
                plan.virtualThreads());
    }

    /** Reads 500ms, 2s, 1m. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return value.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                        : Duration.parse("PT" + value);
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is not a time such as 500ms, 2s or 1m");
            }
        }
    }
}
