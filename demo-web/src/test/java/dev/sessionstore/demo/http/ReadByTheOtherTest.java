package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Where the two do not write the same text, and where one side alone decides what the other gets to see. */
@Tag("slow")
@NeedsNode
class ReadByTheOtherTest {

    private static RedisServer server;
    private static Pair pair;

    private final Browser browser = new Browser("connect.sid");

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        pair = Pair.start(Setup.demoDefaults(), server.url());
    }

    @AfterAll
    static void stop() {
        pair.close();
        server.close();
    }

    private String stored(Browser.Answer answer) {
        return pair.redis().get("sess:" + answer.json().get("sid").asString());
    }

    @Test
    void javaKeepsNamesThatLookLikeNumbersWhereTheyAreAndNodePutsThemFirst() {
        Browser.Answer answer = browser.post(pair.demo(), "/attrs", "{\"b\":1,\"10\":2,\"2\":3}");
        assertThat(stored(answer)).endsWith(",\"b\":1,\"10\":2,\"2\":3}");

        browser.get(pair.node(), "/session");
        assertThat(stored(answer)).startsWith("{\"2\":3,\"10\":2,\"cookie\":").endsWith(",\"b\":1,\"views\":1}");

        browser.get(pair.demo(), "/session");
        assertThat(stored(answer)).startsWith("{\"2\":3,\"10\":2,\"cookie\":").endsWith(",\"b\":1,\"views\":2}");
    }

    @Test
    void javaLeavesTheTextOfWhatItDoesNotChange() {
        Browser.Answer answer = browser.post(pair.node(), "/attrs", "{\"a\":{\"x\":[1.5,\"ä\\u0007\\ud83d\\ude00\"]}}");
        String text = "\"a\":{\"x\":[1.5,\"ä\\u0007😀\"]}";
        assertThat(stored(answer)).contains(text);

        browser.get(pair.demo(), "/session");
        assertThat(stored(answer)).endsWith(text + ",\"views\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"\\\\ud800\"",
                "\"\\u2028\\u2029\\u007f/\"",
                "9007199254740993",
                "-0",
                "1e400",
                "0.1",
                "123456789012345680000",
                "[[[[[[[[[[]]]]]]]]]]",
                "{\"\":{\"__proto__x\":null}}"
            })
    void aValueIsTheSameOnBothSidesWhoeverWroteIt(String json) {
        Browser.Answer byNode = browser.post(pair.node(), "/attrs", "{\"v\":" + json + "}");
        assertThat(byNode.status()).isEqualTo(200);
        String seenByJava = browser.get(pair.demo(), "/whoami").body();
        String seenByNode = browser.get(pair.node(), "/whoami").body();
        assertThat(value(seenByJava)).isEqualTo(value(seenByNode));

        browser.get(pair.demo(), "/session");
        assertThat(value(browser.get(pair.node(), "/whoami").body())).isEqualTo(value(seenByNode));
    }

    private static String value(String body) {
        return JsonMapper.shared().readTree(body).get("session").get("v").toString();
    }
}
