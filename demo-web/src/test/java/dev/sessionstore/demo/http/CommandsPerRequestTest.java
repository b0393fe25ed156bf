package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request costs, counted on the server: every command is one round trip. */
class CommandsPerRequestTest {

    private static final String PREFIX = "counted:";

    private static RedisClient client;
    private static Monitor monitor;
    private static App demo;

    private final Browser browser = new Browser("connect.sid");

    @BeforeAll
    static void start() throws IOException {
        RedisServer server = RedisServer.shared();
        client = RedisClient.create(server.url());
        monitor = Monitor.of(server.host(), server.port());
        demo = App.inProcess(List.of(
                "--store",
                "redis-lettuce",
                "--url",
                server.url(),
                "--prefix",
                PREFIX,
                "--touch-every",
                "10m",
                "--secret",
                "s"));
        // The first replace also teaches the server the script.
        Browser first = new Browser("connect.sid");
        first.get(demo, "/session");
        first.get(demo, "/session");
    }

    @AfterAll
    static void stop() throws IOException {
        demo.close();
        monitor.close();
        client.shutdown();
    }

    @BeforeEach
    void beginCounting() throws IOException {
        commands();
    }

    private static List<String> commands() throws IOException {
        return monitor.commandsWith(PREFIX, client);
    }

    @Test
    void aRequestThatChangesOneAttributeCostsTwoCommands() throws IOException {
        browser.get(demo, "/session");
        assertThat(commands()).as("a new session").containsExactly("SET");

        browser.get(demo, "/session");
        assertThat(commands()).as("a known one").containsExactly("GET", "EVALSHA");
    }

    @Test
    void aRequestThatOnlyReadsCostsOneCommandWithinTouchEvery() throws IOException {
        browser.get(demo, "/session/set/x");
        commands();

        browser.get(demo, "/session/get");
        assertThat(commands()).containsExactly("GET");
    }

    @Test
    void aMissingOrBadlySignedCookieCostsNothing() throws IOException {
        browser.get(demo, "/session/get");
        browser.useCookie(
                "connect.sid=s%3Aabcdefghijklmnopqrstuvwxyz012345.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        browser.get(demo, "/session/get");
        browser.useCookie("connect.sid=nonsense");
        browser.get(demo, "/session/get");

        assertThat(commands()).isEmpty();
    }

    @Test
    void aRequestThatDoesNotLookAtTheSessionCostsNothing() throws IOException {
        browser.get(demo, "/session/set/x");
        commands();

        assertThat(browser.get(demo, "/none").body()).isEqualTo("{\"ok\":true}");
        assertThat(commands()).isEmpty();
    }

    @Test
    void aRequestThatDestroysASessionCostsTwoCommandsAtMost() throws IOException {
        browser.get(demo, "/session/set/x");
        commands();

        browser.get(demo, "/destroy");
        assertThat(commands()).hasSizeLessThanOrEqualTo(2).contains("DEL");
    }
}
