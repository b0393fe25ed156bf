package dev.sessionstore.spring.boot;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies that follows no redirect, so that each step can be looked at. */
final class Browser {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private int port;
    private String authorization = "";

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

    /** The same site, started again elsewhere. */
    Browser at(int newPort) {
        port = newPort;
        return this;
    }

    /** Has these cookies, as another tab or a thief would. */
    Browser with(Map<String, String> others) {
        cookies.putAll(others);
        return this;
    }

    /** Sends name and password with each request, as a program would. */
    Browser as(String user, String password) {
        String both = user + ":" + password;
        authorization = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Page get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** As a program that reads JSON would. */
    Page getJson(String path) throws IOException, InterruptedException {
        return send(request(path).setHeader("Accept", "application/json").GET());
    }

    Page delete(String path) throws IOException, InterruptedException {
        return send(request(path).setHeader("Accept", "application/json").DELETE());
    }

    Page post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends what a script of a page sends. */
    Page postJson(String path, String json, String csrf) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Fills the form of Spring Security's own login page. */
    Page login(String user, String password) throws IOException, InterruptedException {
        return post(
                "/login",
                Map.of(
                        "username",
                        user,
                        "password",
                        password,
                        "_csrf",
                        get("/login").csrf()));
    }

    int port() {
        return port;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
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
        if (setCookie.contains("Max-Age=0") || setCookie.contains(" 01 Jan 1970 ")) {
            cookies.remove(cookie[0]);
        } else {
            cookies.put(cookie[0], cookie[1]);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
