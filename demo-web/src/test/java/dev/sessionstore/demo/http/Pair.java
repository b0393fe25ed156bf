package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Both applications, set up the same, on one Redis. A script runs on Node alone, which is the truth, then on the demo alone, then
 * on both in turn, beginning with either; each time everything that can be seen from outside has to be the same.
 *
 * <p>A script is a list of steps: {@code GET /path}, perhaps with a {@code Header:value}; {@code POST /attrs {json}}; {@code tamper}: the browser's cookie gets
 * another signature; {@code forget}: the browser loses its cookie; {@code age}: what Redis holds is given 100 s to live, so that
 * a renewal shows.
 */
final class Pair implements AutoCloseable {

    private final Setup setup;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final App node;
    private final App demo;

    private Pair(Setup setup, String url) {
        this.setup = setup.url(url);
        this.client = RedisClient.create(url);
        this.connection = client.connect();
        this.node = setup.startNode();
        this.demo = setup.startDemo();
    }

    static Pair start(Setup setup, String url) {
        return new Pair(setup, url);
    }

    App node() {
        return node;
    }

    App demo() {
        return demo;
    }

    RedisCommands<String, String> redis() {
        return connection.sync();
    }

    void assertSame(String... script) {
        assertSame(List.of(script));
    }

    void assertSame(List<String> script) {
        List<String> truth = run(script, node);
        assertThat(run(script, demo)).as("the demo alone").isEqualTo(truth);
        assertThat(run(script, node, demo)).as("in turn, Node first").isEqualTo(truth);
        assertThat(run(script, demo, node)).as("in turn, the demo first").isEqualTo(truth);
    }

    /** Runs a script on the applications in turn and tells what was seen after each step. */
    List<String> run(List<String> script, App... apps) {
        keys().forEach(key -> redis().del(key));
        Browser browser = new Browser(setup.cookieName());
        Names names = new Names();
        List<String> seen = new ArrayList<>();
        int turn = 0;
        for (String step : script) {
            if (step.startsWith("GET ") || step.startsWith("POST ")) {
                seen.add(step + " -> " + request(browser, apps[turn++ % apps.length], step, names));
            } else {
                change(step, browser);
            }
            seen.addAll(stored(names));
        }
        return seen;
    }

    private static String request(Browser browser, App app, String step, Names names) {
        String[] words = step.split(" ", 3);
        Browser.Answer answer = words[0].equals("POST")
                ? browser.post(app, words[1], words[2])
                : browser.get(app, words[1], List.of(words).subList(2, words.length));
        String body = answer.status() == 200 ? names.inBody(answer.body()) : "";
        return answer.status() + " " + body + " "
                + answer.setCookies().stream().map(names::inSetCookie).toList();
    }

    private void change(String step, Browser browser) {
        switch (step) {
            case "tamper" -> browser.useCookie(browser.cookie().orElseThrow() + "x");
            case "forget" -> browser.forget();
            case "age" -> keys().forEach(key -> redis().expire(key, 100));
            default -> throw new IllegalArgumentException("Unknown step " + step);
        }
    }

    private List<String> stored(Names names) {
        List<String> stored = new ArrayList<>();
        for (String key : keys()) {
            String sid = key.substring(setup.prefix().length());
            stored.add("    Redis: " + setup.prefix() + names.of(sid) + " "
                    + names.inJson(redis().get(key)) + " "
                    + Names.fromNow(redis().pttl(key)));
        }
        stored.sort(null);
        return stored;
    }

    private Set<String> keys() {
        return new TreeSet<>(redis().keys(setup.prefix() + "*"));
    }

    @Override
    public void close() {
        demo.close();
        node.close();
        connection.close();
        client.shutdown();
    }
}
