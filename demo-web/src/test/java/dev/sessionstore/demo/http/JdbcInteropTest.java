package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.SqlServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One table, one cookie, two applications: express-mysql-session or connect-pg-simple there, the JDBC store here. */
@Tag("slow")
@NeedsNode
@ParameterizedClass(name = "{0}, table made by {1}")
@MethodSource("setups")
class JdbcInteropTest {

    private static final int HALF_AN_HOUR = 1_800_000;

    static List<Arguments> setups() {
        List<Arguments> setups = new ArrayList<>();
        for (Database database : Database.values()) {
            setups.add(Arguments.of(database, "node"));
            setups.add(Arguments.of(database, "java"));
        }
        return setups;
    }

    @Parameter(0)
    Database database;

    @Parameter(1)
    String tableMaker;

    private static App node;
    private static App demo;

    @BeforeParameterizedClassInvocation
    static void start(Database database, String tableMaker) throws SQLException {
        SqlServer server = database.server();
        database.dropTable();
        if (tableMaker.equals("java")) {
            startDemo(server);
            startNode(database, server);
        } else {
            startNode(database, server);
            new Browser("connect.sid").get(node, "/session"); // connect-pg-simple makes its table at the first session
            startDemo(server);
        }
    }

    private static void startDemo(SqlServer server) {
        List<String> options = new ArrayList<>(Database.demo(server));
        options.addAll(List.of("--secret", "keyboard cat", "--max-session-size", "1m"));
        demo = App.inProcess(options);
    }

    private static void startNode(Database database, SqlServer server) {
        node = App.node(database.node(server)
                .with("secrets", List.of("keyboard cat"))
                .with("cookie", Map.of("maxAge", HALF_AN_HOUR, "sameSite", "lax", "secure", "auto")));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        demo.close();
        node.close();
    }

    private static App app(String name) {
        return name.equals("node") ? node : demo;
    }

    private static App other(String name) {
        return name.equals("node") ? demo : node;
    }

    @ParameterizedTest(name = "made by {0}")
    @ValueSource(strings = {"node", "java"})
    void aSessionMadeByOneIsReadChangedAndDestroyedByTheOther(String maker) throws SQLException {
        Browser browser = new Browser("connect.sid");
        String sid =
                browser.get(app(maker), "/session/set/hello").json().get("sid").asString();

        assertThat(browser.get(other(maker), "/session/get").json().toString())
                .isEqualTo("{\"sid\":\"" + sid + "\",\"value\":\"hello\"}");
        browser.get(other(maker), "/session/set/changed");
        assertThat(browser.get(app(maker), "/session/get").json().get("value").asString())
                .isEqualTo("changed");
        browser.get(other(maker), "/destroy");
        assertThat(database.stored(database.server(), sid)).isNull();
        assertThat(browser.get(app(maker), "/session/get").json().get("value").isNull())
                .isTrue();
    }

    @ParameterizedTest(name = "first {0}")
    @ValueSource(strings = {"node", "java"})
    void aCounterIsCountedOnByBoth(String first) {
        Browser browser = new Browser("connect.sid");
        for (int views = 1; views <= 6; views++) {
            JsonNode answer = browser.get(views % 2 == 0 ? other(first) : app(first), "/session")
                    .json();
            assertThat(answer.get("views").asInt()).isEqualTo(views);
        }
    }

    @ParameterizedTest(name = "written by {0}")
    @ValueSource(strings = {"node", "java"})
    void everyTextIsReadByTheOther(String writer) {
        Browser browser = new Browser("connect.sid");
        String attributes = "{\"user\":{\"name\":\"Zoë 😀\",\"tags\":[1,2.5,true,null,\"\"]},"
                + "\"odd\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u0000\\ud800\\u2028'`?:now\",\"large\":\""
                + "ä😀".repeat(50_000)
                + "\"}";
        String written = browser.post(app(writer), "/attrs", attributes)
                .json()
                .get("session")
                .get("odd")
                .toString();
        JsonNode read = browser.get(other(writer), "/whoami").json().get("session");
        assertThat(read.get("odd").toString()).isEqualTo(written);
        assertThat(read.get("user").get("name").asString()).isEqualTo("Zoë 😀");
        assertThat(read.get("large").asString()).hasSize(150_000);
    }

    @ParameterizedTest(name = "written by {0}")
    @ValueSource(strings = {"node", "java"})
    void bothWriteTheSameTextAndTheSameExpiry(String writer) throws SQLException {
        Browser browser = new Browser("connect.sid");
        long before = System.currentTimeMillis() / 1000;
        String sid =
                browser.get(app(writer), "/session/set/x").json().get("sid").asString();
        SqlServer server = database.server();
        String text = database.stored(server, sid);
        assertThat(text).isNotNull();
        // express-session derives it from two looks at the clock, between which a millisecond can pass
        String asGiven = writer.equals("node") ? text.replace("1799999", "1800000") : text;
        assertThat(asGiven.replaceAll("\"expires\":\"[^\"]+\"", "\"expires\":\"…\""))
                .isEqualTo(
                        "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":\"…\",\"secure\":false,\"httpOnly\":true,"
                                + "\"path\":\"/\",\"sameSite\":\"lax\"},\"value\":\"x\"}");
        assertThat(database.expiry(server, sid)).isBetween(before + 1800, before + 1830);
    }

    @ParameterizedTest(name = "regenerated by {0}")
    @ValueSource(strings = {"node", "java"})
    void anIdThatOneRegeneratedIsKnownToTheOther(String by) throws SQLException {
        Browser browser = new Browser("connect.sid");
        String old =
                browser.get(other(by), "/session/set/before").json().get("sid").asString();
        JsonNode answer = browser.get(app(by), "/regenerate?value=after").json();
        assertThat(database.stored(database.server(), old)).isNull();
        JsonNode seen = browser.get(other(by), "/session/get").json();
        assertThat(seen.get("sid").asString()).isEqualTo(answer.get("sid").asString());
        assertThat(seen.get("value").asString()).isEqualTo("after");
    }

    @ParameterizedTest(name = "shortened by {0}")
    @ValueSource(strings = {"node", "java"})
    void aSessionThatIsExpiredForOneIsExpiredForTheOther(String by) throws Exception {
        Browser browser = new Browser("connect.sid");
        String sid =
                browser.get(app(by), "/session/set/short").json().get("sid").asString();
        age(sid);
        assertThat(browser.get(other(by), "/session/get").json().get("value").isNull())
                .isTrue();
    }

    private void age(String sid) throws SQLException {
        String sql = database == Database.POSTGRESQL
                ? "UPDATE session SET expire = expire - interval '31 minutes' WHERE sid = ?"
                : "UPDATE sessions SET expires = expires - 1860 WHERE session_id = ?";
        try (var connection = Database.connect(database.server());
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, sid);
            assertThat(statement.executeUpdate()).isOne();
        }
    }
}
