package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus gets. */
class MetricsTest {

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final InProcessDemo demo = InProcessDemo.start(List.of(), 2);
    private final HttpClient visitor =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @AfterEach
    void close() {
        demo.close();
    }

    private HttpResponse<String> get(int node, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + demo.ports().get(node) + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return visitor.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void showWhatAllNodesDoAndNoSid() throws Exception {
        MatchResult sid =
                SID.matcher(get(0, "/session").body()).results().findFirst().orElseThrow();
        get(1, "/session");
        get(1, "/session/get");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + demo.port() + "/session"))
                                .header("Cookie", "connect.sid=forged")
                                .build(),
                        BodyHandlers.discarding());
        HttpResponse<String> metrics = get(0, "/metrics");
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain")
                .contains("version=0.0.4");
        assertThat(metrics.body())
                .contains("session_store_operations_total{operation=\"create\",outcome=\"done\",store=\"demo\"} 2.0")
                .contains("session_store_operations_total{operation=\"get\",outcome=\"found\",store=\"demo\"} 2.0")
                .contains("session_store_operations_total{operation=\"replace\",outcome=\"done\",store=\"demo\"} 1.0")
                .contains("session_store_operation_duration_seconds_count{operation=\"get\",outcome=\"found\","
                        + "store=\"demo\"} 2")
                .contains("session_store_connected{store=\"demo\"} 1.0")
                .contains("session_activity_total{activity=\"cookie_malformed\"} 1.0")
                .contains("session_activity_total{activity=\"loaded\"} 2.0")
                .doesNotContain(sid.group(1));
        assertThat(get(0, "/metrics").headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** Grafana is not here to say so. */
    @Test
    void everyMetricOfTheDashboardIsThere() throws Exception {
        get(0, "/session");
        get(0, "/session");
        String dashboard = Files.readString(Path.of("metrics", "session-store.json"));
        assertThat(Json.read(dashboard.getBytes(StandardCharsets.UTF_8)).get("panels"))
                .hasSizeGreaterThan(5);
        TreeSet<String> named = Pattern.compile("\\bsession_[a-z_]+")
                .matcher(dashboard)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        String metrics = get(0, "/metrics").body();
        assertThat(named)
                .hasSizeGreaterThan(6)
                .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
    }
}
