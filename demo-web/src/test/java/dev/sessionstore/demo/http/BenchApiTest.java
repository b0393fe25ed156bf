package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.bench.Results;
import dev.sessionstore.demo.cli.InProcessDemo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page /bench asks for, asked without a browser. */
@Tag("slow")
class BenchApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private InProcessDemo demo;

    @BeforeEach
    void start() {
        demo = InProcessDemo.start(List.of());
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    private static Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("stores", "[\"memory\"]");
        plan.put("level", "\"store\"");
        plan.put("workload", "\"mixed\"");
        plan.put("sessions", "10");
        plan.put("payload", "100");
        plan.put("attributes", "2");
        plan.put("threads", "\"1\"");
        plan.put("seconds", "1");
        plan.put("rounds", "1");
        plan.put("warmup", "0");
        plan.put("rate", "0");
        return plan;
    }

    private static Map<String, String> planOfAMinute() {
        Map<String, String> plan = plan();
        plan.put("seconds", "60");
        return plan;
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + demo.port() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(at(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> members)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("{");
        members.forEach((name, value) -> body.append(body.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return client.send(
                at(path).header("X-Session-Store-Page", "1")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body + "}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode situation() {
        try {
            return JSON.readTree(get("/api/bench").body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        await().atMost(PATIENCE).until(() -> situation().get("live").isNull());
    }

    @Test
    void theResultsOfARunAreShownAndTakenAlong() throws Exception {
        assertThat(post("/api/bench/start", plan()).body()).isEqualTo("{\"run\":1}");
        awaitEnd();
        JsonNode run = situation().get("runs").get(0);
        assertThat(run.get("complete").asBoolean()).isTrue();
        assertThat(run.get("stores").toString()).isEqualTo("[\"memory\"]");
        HttpResponse<String> json = get("/api/bench/results.json?run=1");
        assertThat(Results.fromJson(json.body()).rows()).hasSize(2);
        assertThat(json.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"bench-1.json\"");
        assertThat(get("/api/bench/results.csv?run=1").body().lines()).hasSize(3);
        assertThat(get("/api/bench/report.html?run=1").body()).startsWith("<!doctype html>");
    }

    @Test
    void oneRunIsUnderWayAtATimeAndCanBeCancelled() throws Exception {
        assertThat(post("/api/bench/start", planOfAMinute()).statusCode()).isEqualTo(200);
        HttpResponse<String> second = post("/api/bench/start", plan());
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("A benchmark is running");
        assertThat(post("/api/bench/cancel", Map.of()).body()).isEqualTo("{\"cancelled\":true}");
        awaitEnd();
        assertThat(situation().get("runs").get(0).get("cancelled").asBoolean()).isTrue();
        assertThat(post("/api/bench/cancel", Map.of()).body()).isEqualTo("{\"cancelled\":false}");
        assertThat(post("/api/bench/start", plan()).body()).isEqualTo("{\"run\":2}");
    }

    @Test
    void theLast20AreKept() throws Exception {
        for (int i = 1; i <= 21; i++) {
            post("/api/bench/start", planOfAMinute());
            post("/api/bench/cancel", Map.of());
            awaitEnd();
        }
        JsonNode runs = situation().get("runs");
        assertThat(runs.size()).isEqualTo(20);
        assertThat(runs.get(0).get("run").asInt()).isEqualTo(21);
        assertThat(runs.get(19).get("run").asInt()).isEqualTo(2);
    }

    @Test
    void theDemoEndsARunWithItself() throws Exception {
        post("/api/bench/start", planOfAMinute());
        demo.close();
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("bench")));
        demo = InProcessDemo.start(List.of());
    }

    @Test
    void nobodyElsesPageStartsOne() throws Exception {
        HttpRequest.Builder bare = at("/api/bench/start").POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(client.send(bare.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        HttpRequest.Builder cross = at("/api/bench/start")
                .header("X-Session-Store-Page", "1")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(client.send(cross.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stores|[]|Choose a store",
                "stores|[\"elsewhere\"]|There is no store",
                "stores|\"memory\"|stores is not a list",
                "level|\"wire\"|There is no level",
                "workload|\"sleep\"|There is no workload",
                "sessions|0|sessions 0 is not between 1 and 100000",
                "sessions|100001|sessions 100001",
                "payload|100001|payload 100001",
                "attributes|101|attributes 101",
                "attributes|1.5|attributes is not a whole number",
                "threads|\"\"|threads is not a text",
                "threads|\"1,\"|threads is not a whole number",
                "threads|\"65\"|threads 65 is not between 1 and 64",
                "threads|\"1,2,3,4,5\"|number of thread counts 5",
                "threads|\"2, 2\"|has a number twice",
                "seconds|61|seconds 61",
                "seconds|0|seconds 0",
                "rounds|11|rounds 11",
                "warmup|11|warmup 11",
                "rate|100001|rate 100001",
                "rate|-1|rate -1",
                "duration|1|There is no input"
            })
    void wrongInputsAreNamedAndNothingBegins(String name, String value, String message) throws Exception {
        Map<String, String> plan = plan();
        plan.put(name, value);
        HttpResponse<String> answer = post("/api/bench/start", plan);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("error").asString()).contains(message);
        assertThat(situation().get("live").isNull()).isTrue();
        assertThat(situation().get("runs").size()).isZero();
    }

    @Test
    void whatWouldTakeTooLongOrTooMuchIsRefused() throws Exception {
        Map<String, String> large = plan();
        large.put("sessions", "100000");
        large.put("payload", "100000");
        assertThat(post("/api/bench/start", large).body()).contains("sessions × payload is more than ");
        Map<String, String> slow = planOfAMinute();
        slow.put("rounds", "10");
        slow.put("threads", "\"1,2,3\"");
        assertThat(post("/api/bench/start", slow).body()).contains("take 60 minutes, at most 30");
    }

    @ParameterizedTest
    @CsvSource({"1", "x", "-1"})
    void resultsThatAreNotThereAreNotFound(String run) throws Exception {
        assertThat(get("/api/bench/results.json?run=" + run).statusCode()).isEqualTo(404);
        assertThat(get("/api/bench/report.html").statusCode()).isEqualTo(404);
    }
}
