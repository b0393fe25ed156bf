package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.jdbc.JdbcStoreBuilder;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request costs in a database, as the server counts: statements of clients, and commits. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Database.class,
        names = {"MYSQL", "MARIADB"})
@Tag("slow")
class StatementsPerRequestTest {

    private static final int TIMES = 10;

    @Parameter
    Database database;

    private static App demo;
    private static Connection admin;
    private static long lastQuestions;

    /** Own ones are not counted. */
    private record Count(long statements, long commits) {}

    @BeforeParameterizedClassInvocation
    static void start(Database database) throws SQLException {
        SqlServer server = database.server();
        admin = Database.connect(server);
        long others = status("Threads_connected");
        List<String> options = new ArrayList<>(Database.demo(server));
        options.addAll(List.of("--secret", "s", "--touch-every", "10m"));
        demo = App.inProcess(options);
        Browser first = new Browser("connect.sid");
        for (String path : List.of("/session", "/session", "/session/get", "/destroy")) {
            first.get(demo, path);
        }
        // The pool is filled in the background, and each new connection begins with statements of its driver.
        await().until(() -> status("Threads_connected") >= others + JdbcStoreBuilder.DEFAULT_POOL_SIZE);
        await().pollInterval(Duration.ofMillis(200)).until(StatementsPerRequestTest::isQuiet);
    }

    /** {@return whether nobody else has asked anything since the last look} */
    private static boolean isQuiet() throws SQLException {
        long before = lastQuestions;
        lastQuestions = status("Questions");
        return lastQuestions == before + 1;
    }

    @AfterParameterizedClassInvocation
    static void stop() throws SQLException {
        demo.close();
        admin.close();
    }

    @Test
    void aRequestThatReadsCostsOneStatementAChangeTwoAndADestroyOneOrTwo() throws SQLException {
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            browsers.add(new Browser("connect.sid"));
        }
        assertThat(perRequest(browsers, "/session/set/x")).as("a new session").isEqualTo(new Count(1, 1));
        assertThat(perRequest(browsers, "/session/get")).as("a read").isEqualTo(new Count(1, 1));
        assertThat(perRequest(browsers, "/session")).as("a change").isEqualTo(new Count(2, 2));
        assertThat(perRequest(browsers, "/none")).as("no look at the session").isEqualTo(new Count(0, 0));
        assertThat(perRequest(browsers, "/destroy")).as("a destroy").isIn(new Count(1, 1), new Count(2, 2));
    }

    private static Count perRequest(List<Browser> browsers, String path) throws SQLException {
        Count before = count();
        for (Browser browser : browsers) {
            assertThat(browser.get(demo, path).status()).isEqualTo(200);
        }
        Count after = count();
        long ownStatements = 2;
        long statements = after.statements() - before.statements() - ownStatements;
        assertThat(statements % TIMES).isZero();
        return new Count(statements / TIMES, (after.commits() - before.commits()) / TIMES);
    }

    private static Count count() throws SQLException {
        return new Count(status("Questions"), status("Handler_commit"));
    }

    private static long status(String name) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            rows.next();
            return rows.getLong(2);
        }
    }
}
