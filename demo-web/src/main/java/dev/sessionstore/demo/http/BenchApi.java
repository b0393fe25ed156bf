package dev.sessionstore.demo.http;

import dev.sessionstore.bench.Bounds;
import dev.sessionstore.bench.ChartLibrary;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.Report;
import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints of the page {@code /bench}. Its bounds are narrower than those of the command: a page must not tie up a machine. */
final class BenchApi {

    private static final int MOST_STORES = 8;
    private static final int MOST_SESSIONS = 100_000;
    private static final int MOST_PAYLOAD = 100_000;
    private static final int MOST_ATTRIBUTES = 100;

    /** Several targets may keep their sessions in this process, which has visitors. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 32;

    private static final int MOST_THREADS = 64;
    private static final int MOST_COUNTS = 4;
    private static final int MOST_SECONDS = 60;
    private static final int MOST_ROUNDS = 10;
    private static final int MOST_WARMUP = 10;
    private static final int MOST_RATE = 100_000;
    private static final Duration MOST_TIME = Duration.ofMinutes(30);

    private final BenchRuns runs;
    private final Offers offers;
    private final Guard guard;

    BenchApi(BenchRuns runs, Offers offers, Guard guard) {
        this.runs = runs;
        this.offers = offers;
        this.guard = guard;
    }

    Map<String, Endpoint> endpoints() {
        return Map.of(
                "/api/bench", Endpoint.read(this::situation),
                "/api/bench/start", Endpoint.action(this::start),
                "/api/bench/cancel", Endpoint.action(this::cancel),
                "/api/bench/results.json", download("application/json", "json", Results::toJson),
                "/api/bench/results.csv", download("text/csv", "csv", Results::toCsv),
                "/api/bench/report.html", download("text/html", "html", Report::page),
                "/assets/chart.js",
                        Endpoint.of((request, response) -> {
                            response.setHeader("Cache-Control", "max-age=3600");
                            send(response, "text/javascript", ChartLibrary.script());
                        }));
    }

    private Map<String, @Nullable Object> situation(HttpServletRequest request) {
        Optional<BenchRun> current = runs.current();
        String run = request.getParameter("run");
        String since = request.getParameter("since");
        boolean same =
                current.isPresent() && Integer.toString(current.get().number()).equals(run);
        int from = same && since != null ? number("since", since) : 0;
        return Json.object(
                "mayAct", guard.mayAct(request),
                "stores", List.copyOf(offers.byName().keySet()),
                "live", current.map(live -> live.live(from)).orElse(null),
                "runs", runs.ended().stream().map(BenchRun::summary).toList());
    }

    private Map<String, @Nullable Object> start(Inputs inputs) {
        inputs.only(
                "stores",
                "level",
                "workload",
                "sessions",
                "payload",
                "attributes",
                "threads",
                "seconds",
                "rounds",
                "warmup",
                "rate");
        List<StoreSpec> specs =
                inputs.texts("stores", MOST_STORES).stream().map(offers::named).toList();
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("Choose a store");
        }
        Level level = oneOf("level", Level.values(), inputs.text("level"));
        int sessions = (int) inputs.whole("sessions", 1, MOST_SESSIONS);
        int payload = (int) inputs.whole("payload", 1, MOST_PAYLOAD);
        if ((long) sessions * payload > MOST_BYTES) {
            throw new IllegalArgumentException("sessions × payload is more than " + (MOST_BYTES >> 20)
                    + " MiB, the 32nd part of what this process may use");
        }
        PlanBuilder plan = Plan.of(StoreTargets.of(specs, level))
                .level(level.name().toLowerCase(Locale.ROOT))
                .workload(oneOf("workload", Workload.values(), inputs.text("workload")))
                .sessions(sessions)
                .payload(new Payload(payload, (int) inputs.whole("attributes", 1, MOST_ATTRIBUTES)))
                .threads(threads(inputs.text("threads")))
                .duration(Duration.ofSeconds(inputs.whole("seconds", 1, MOST_SECONDS)))
                .rounds((int) inputs.whole("rounds", 1, MOST_ROUNDS))
                .warmup(Duration.ofSeconds(inputs.whole("warmup", 0, MOST_WARMUP)));
        int rate = (int) inputs.whole("rate", 0, MOST_RATE);
        if (rate > 0) {
            plan.rate(rate);
        }
        return Json.object("run", runs.start(bounded(plan.build())));
    }

    private static Plan bounded(Plan plan) {
        if (plan.workingTime().compareTo(MOST_TIME) > 0) {
            throw new IllegalArgumentException(
                    "All rounds together take " + plan.workingTime().toMinutes()
                            + " minutes, at most " + MOST_TIME.toMinutes()
                            + "; choose fewer stores, threads or rounds, or use the command bench");
        }
        return plan;
    }

    private static List<Integer> threads(String text) {
        List<Integer> counts = Arrays.stream(text.split(",", -1))
                .map(count -> number("threads", count.strip()))
                .toList();
        Bounds.check("number of thread counts", counts.size(), 1, MOST_COUNTS);
        counts.forEach(count -> Bounds.check("threads", count, 1, MOST_THREADS));
        return counts;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number: " + Json.shown(text), e);
        }
    }

    private static <E extends Enum<E>> E oneOf(String name, E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + name + " " + Json.shown(text)));
    }

    private Map<String, @Nullable Object> cancel(Inputs inputs) {
        inputs.only();
        Optional<BenchRun> current = runs.current();
        current.ifPresent(BenchRun::cancel);
        return Json.object("cancelled", current.isPresent());
    }

    private Endpoint download(String type, String extension, Function<Results, String> form) {
        return Endpoint.of((request, response) -> {
            String run = String.valueOf(request.getParameter("run"));
            Optional<Results> results = runs.ended().stream()
                    .filter(ended -> Integer.toString(ended.number()).equals(run))
                    .findFirst()
                    .flatMap(BenchRun::results);
            if (results.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, "There are no results of run " + Json.shown(run));
                return;
            }
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Content-Disposition", "attachment; filename=\"bench-" + run + "." + extension + "\"");
            send(response, type, form.apply(results.get()));
        });
    }

    private static void send(HttpServletResponse response, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + "; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
