package dev.sessionstore.demo.http;

import dev.sessionstore.testsupport.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Every route of the demo, on sessions that the demo and Node use in turn. */
@Tag("slow")
@NeedsNode
@ParameterizedClass(name = "connect-redis {0} and {1}")
@CsvSource({"10, redis-lettuce", "10, redis-jedis", "10, redis-redisson", "8, redis-lettuce", "7, redis-lettuce"})
class EveryRouteTest {

    private static final String ATTRIBUTES =
            "{\"user\":{\"id\":42,\"name\":\"Zoë 😀\",\"tags\":[1,2.5,true,null,\"\"]},"
                    + "\"z\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f\\u2028\",\"1e21\":1e21,\"float\":1.0,\"tiny\":1e-7,\"no\":null,\"empty\":{},\"list\":[]}";

    static final List<List<String>> SCRIPTS = List.of(
            List.of("GET /session/set/a%20b%2Bc%C3%A4+", "GET /session/get", "age", "GET /session/get"),
            List.of("GET /session", "GET /session", "GET /session", "GET /session", "GET /session"),
            List.of("GET /session/set/a", "GET /session-delete?name=value", "GET /session-delete?name=value"),
            List.of("GET /session/set/a", "GET /destroy", "GET /session/get", "GET /whoami", "GET /session"),
            List.of("GET /session/set/a", "GET /regenerate?value=b", "GET /session/get", "GET /regenerate"),
            List.of("GET /regenerate", "GET /regenerate?value=c", "GET /whoami"),
            List.of("GET /session/set/a", "age", "GET /touch", "GET /touch", "GET /whoami"),
            List.of("GET /session/set/a", "age", "GET /save", "GET /save?value=b", "GET /whoami"),
            List.of("GET /session/set/a", "age", "GET /reload?value=b", "GET /session/get"),
            List.of("GET /cookie?maxAge=60000&value=a", "GET /whoami", "GET /cookie?maxAge=90000", "GET /whoami"),
            List.of("GET /session/set/a", "GET /cookie?maxAge=60000&value=b", "GET /session/get", "GET /touch"),
            List.of(
                    "POST /attrs " + ATTRIBUTES,
                    "GET /whoami",
                    "POST /attrs {\"no\":1,\"more\":{\"a\":[{}]}}",
                    "GET /whoami"),
            List.of("GET /session/set/a", "age", "GET /none", "GET /none", "GET /session/get"),
            List.of("GET /redirect", "GET /session/get", "GET /redirect", "GET /session/get"),
            List.of("GET /session/set/a", "age", "GET /stream", "GET /whoami", "GET /stream", "GET /whoami"),
            List.of("GET /session/set/a", "age", "GET /unset", "GET /unset", "GET /session/get"),
            List.of("GET /session/set/a", "tamper", "GET /session/get", "GET /session", "GET /session"),
            List.of("GET /session/set/a", "forget", "GET /session/get", "GET /session/set/b", "GET /session/get"),
            List.of("GET /none", "GET /touch", "GET /whoami", "GET /session/get", "GET /unset", "GET /destroy"));

    private static RedisServer server;
    private static Pair pair;

    @Parameter(0)
    int connectRedis;

    @Parameter(1)
    String backend;

    @BeforeParameterizedClassInvocation
    static void start(int connectRedis, String backend) {
        server = RedisServer.start();
        pair = Pair.start(Setup.demoDefaults().connectRedis(connectRedis).backend(backend), server.url());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        pair.close();
        server.close();
    }

    @ParameterizedTest
    @FieldSource("SCRIPTS")
    void showsTheSameToTheBrowserAndToRedis(List<String> script) {
        pair.assertSame(script);
    }
}
