package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A browser with cookies that follows no redirect, so that each step can be looked at. */
final class Browser {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private int port;

    record Page(int status, String location, String body) {

        /** The token of the form on this page. */
        String csrf() {
            Matcher matcher = CSRF.matcher(body);
            if (!matcher.find()) {
                throw new AssertionError("no CSRF token in " + this);
            }
            return matcher.group(1);
        }
    }

    Browser(int port) {
        this.port = port;
    }

    /** Goes on at another port, with the cookies that it has: they are the host's. */
    Browser at(int newPort) {
        port = newPort;
        return this;
    }

    Page get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Page post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Page login(String user, String password) throws IOException, InterruptedException {
        return submit("/login", "/login", Map.of("username", user, "password", password));
    }

    /** Fills a form of a page, and sends it with the page's token. */
    Page submit(String page, String action, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("_csrf", get(page).csrf());
        return post(action, form);
    }

    /** Sends a file with the form of a page. */
    Page upload(String page, String action, String name, String content) throws IOException, InterruptedException {
        String body = "--part\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                + get(page).csrf()
                + "\r\n--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: image/png\r\n\r\n" + content + "\r\n--part--\r\n";
        return send(request(action)
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** {@return the lines of the first server-sent event} The connection is closed then. */
    List<String> firstEvent(String path) throws IOException, InterruptedException {
        try (Stream<String> lines = CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines())
                .body()) {
            return lines.takeWhile(line -> !line.isEmpty()).toList();
        }
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        String location = response.headers().firstValue("Location").orElse("");
        return new Page(response.statusCode(), location.replace("http://localhost:" + port, ""), response.body());
    }

    private void keep(String setCookie) {
        String[] cookie = setCookie.replaceFirst(";.*", "").split("=", 2);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(cookie[0]);
        } else {
            cookies.put(cookie[0], cookie[1]);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
