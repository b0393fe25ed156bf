package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.SqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL in New York, Node in Tokyo, the JVM in Berlin: connect-pg-simple writes local times of the server. */
@Tag("slow")
@NeedsNode
class ZoneInteropTest {

    @Test
    void bothReadWhatTheOtherWroteAndAgreeOnTheTime() throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (SqlServer server = PostgresServer.start("TimeZone=America/New_York")) {
            List<String> options = new ArrayList<>(Database.demo(server));
            options.addAll(List.of("--secret", "s", "--max-age", "30m", "--zone", "America/New_York"));
            try (App demo = App.inProcess(options);
                    App node = App.node(Database.POSTGRESQL
                            .node(server)
                            .with("timeZone", "Asia/Tokyo")
                            .with("secrets", List.of("s"))
                            .with("cookie", Map.of("maxAge", 1_800_000)))) {
                for (App writer : List.of(node, demo)) {
                    App reader = writer == node ? demo : node;
                    Browser browser = new Browser("connect.sid");
                    String sid = browser.get(writer, "/session/set/x")
                            .json()
                            .get("sid")
                            .asString();
                    assertThat(browser.get(reader, "/session/get")
                                    .json()
                                    .get("value")
                                    .asString())
                            .isEqualTo("x");
                    try (var connection = Database.connect(server);
                            var statement = connection.prepareStatement("SELECT extract(epoch FROM expire AT TIME ZONE"
                                    + " 'America/New_York' - now())::bigint FROM session WHERE sid = ?")) {
                        statement.setString(1, sid);
                        try (var rows = statement.executeQuery()) {
                            assertThat(rows.next()).isTrue();
                            assertThat(rows.getLong(1)).isBetween(1770L, 1801L);
                        }
                    }
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
