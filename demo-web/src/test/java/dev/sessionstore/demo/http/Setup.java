package dev.sessionstore.demo.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How both applications are set up: each option of express-session together with the demo's that is meant to be the same. */
final class Setup {

    private final Map<String, @Nullable Object> node = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> cookie = new LinkedHashMap<>();
    private final Map<String, String> demo = new LinkedHashMap<>();
    private List<String> demoSecrets = List.of("keyboard cat");
    private String prefix = "sess:";

    private Setup() {}

    /** As express-session is with {@code resave} and {@code saveUninitialized} false, and nothing else given. */
    static Setup expressDefaults() {
        return new Setup()
                .both("secrets", List.of("keyboard cat"), "--store", "redis-lettuce")
                .resave(false)
                .saveUninitialized(false)
                .demo("--rolling", "false")
                .demo("--touch-every", "0s")
                .demo("--max-age", "none")
                .demo("--secure", "off")
                .demo("--same-site", "off");
    }

    /** With the demo's own defaults: half an hour, secure as the request, SameSite=Lax. */
    static Setup demoDefaults() {
        return expressDefaults()
                .maxAge(Duration.ofMinutes(30))
                .cookie("secure", "auto", "--secure", "auto")
                .cookie("sameSite", "lax", "--same-site", "lax");
    }

    Setup backend(String name) {
        return demo("--store", name);
    }

    Setup connectRedis(int version) {
        node.put("connectRedis", version);
        return this;
    }

    Setup url(String url) {
        return both("url", url, "--url", url);
    }

    Setup prefix(String text) {
        prefix = text;
        return both("prefix", text, "--prefix", text);
    }

    Setup secrets(List<String> ofNode, List<String> ofDemo) {
        node.put("secrets", ofNode);
        demoSecrets = ofDemo;
        return this;
    }

    Setup name(String name) {
        return both("name", name, "--name", name);
    }

    Setup resave(boolean on) {
        return both("resave", on, "--resave", String.valueOf(on));
    }

    Setup rolling(boolean on) {
        return both("rolling", on, "--rolling", String.valueOf(on));
    }

    Setup saveUninitialized(boolean on) {
        return both("saveUninitialized", on, "--save-uninitialized", String.valueOf(on));
    }

    Setup unset(String choice) {
        return both("unset", choice, "--unset", choice);
    }

    Setup proxy(boolean trusted) {
        return both("proxy", trusted, "--proxy", trusted ? "trust" : "ignore");
    }

    Setup uuids() {
        return both("genid", "uuid", "--genid", "uuid");
    }

    Setup maxAge(Duration time) {
        return cookie("maxAge", time.toMillis(), "--max-age", time.toMillis() + "ms");
    }

    Setup cookie(String nodeName, Object nodeValue, String demoName, String demoValue) {
        cookie.put(nodeName, nodeValue);
        return demo(demoName, demoValue);
    }

    private Setup both(String nodeName, Object nodeValue, String demoName, String demoValue) {
        node.put(nodeName, nodeValue);
        return demo(demoName, demoValue);
    }

    private Setup demo(String name, String value) {
        demo.put(name, value);
        return this;
    }

    String prefix() {
        return prefix;
    }

    String cookieName() {
        return demo.getOrDefault("--name", "connect.sid");
    }

    App startNode() {
        NodeOptions options = NodeOptions.none();
        node.forEach(options::with);
        return App.node(options.with("cookie", cookie));
    }

    App startDemo() {
        List<String> arguments = new ArrayList<>();
        demo.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        demoSecrets.forEach(secret -> arguments.addAll(List.of("--secret", secret)));
        return App.inProcess(arguments);
    }
}
