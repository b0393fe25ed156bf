package dev.sessionstore.demo.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps one session cookie and shows it to both applications, as a browser would behind a load balancer. */
final class Browser {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String cookieName;
    private @Nullable String cookie;

    Browser(String cookieName) {
        this.cookieName = cookieName;
    }

    /** What came back. */
    record Answer(int status, String body, List<String> setCookies) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The one Set-Cookie header; fails when there is none or several. */
        String setCookie() {
            if (setCookies.size() != 1) {
                throw new AssertionError("Expected one Set-Cookie, got " + setCookies);
            }
            return setCookies.get(0);
        }
    }

    Answer get(App app, String path) {
        return send(HttpRequest.newBuilder(URI.create(app.url(path))).GET());
    }

    Answer get(App app, String path, List<String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(app.url(path))).GET();
        for (String header : headers) {
            String[] nameAndValue = header.split(":", 2);
            request.header(nameAndValue[0], nameAndValue[1]);
        }
        return send(request);
    }

    Answer post(App app, String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(app.url(path)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The raw cookie pair, {@code name=value}, if there is one. */
    Optional<String> cookie() {
        return Optional.ofNullable(cookie);
    }

    void useCookie(String pair) {
        cookie = pair;
    }

    void forget() {
        cookie = null;
    }

    private Answer send(HttpRequest.Builder request) {
        request.timeout(Duration.ofSeconds(20));
        cookie().ifPresent(pair -> request.header("Cookie", pair));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            List<String> setCookies = response.headers().allValues("Set-Cookie");
            setCookies.stream()
                    .filter(text -> text.startsWith(cookieName + "="))
                    .forEach(text -> cookie = text.split(";", 2)[0]);
            return new Answer(response.statusCode(), response.body(), setCookies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
