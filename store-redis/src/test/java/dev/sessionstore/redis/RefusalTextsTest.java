package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The error replies of a real server, and the part of them that reaches a message. */
@Tag("slow")
class RefusalTextsTest {

    private static final String KEY = "sess:whole-sid-of-a-visitor";
    private static final String DATA = "{\"secret\":1}";
    private static final String USER = "somebody-by-name";

    private final RedisServer server = RedisServer.start();
    private final RedisWire wire = new RedisWire(server.host(), server.port());

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @Test
    void noRefusalTellsKeyDataOrUser() {
        wire.call("RPUSH", KEY, DATA);
        refused(wire, "WRONGTYPE", "GET", KEY);
        refused(wire, "WRONGTYPE", "EVAL", ReplaceScript.SCRIPT.text(), "1", KEY, DATA, DATA, "1000");
        wire.call("SET", KEY, DATA);
        refused(wire, "ERR", "EVAL", "return redis.call('INCR', KEYS[1])", "1", KEY);
        refused(wire, "ERR", "EVAL", "return error(ARGV[1])", "1", KEY, "plain");
        refused(wire, "ERR", "SET", KEY, DATA, "NO-SUCH-OPTION", DATA);
        refused(wire, "ERR", "SET", KEY, DATA, "PX", "0");
        refused(wire, "ERR", "SET", KEY);
        refused(wire, "ERR", "NO-SUCH-COMMAND", KEY, DATA);
        refused(wire, "ERR", "CLIENT", "NO-SUCH-SUBCOMMAND", KEY, DATA);
        refused(wire, "NOSCRIPT", "EVALSHA", "0".repeat(40), "1", KEY, DATA);
        wire.call("CONFIG", "SET", "maxmemory", "1");
        refused(wire, "OOM", "SET", KEY, DATA);
        refused(wire, "OOM", "EVAL", ReplaceScript.SCRIPT.text(), "1", KEY, DATA, DATA, "1000");
    }

    @Test
    void noMissingPermissionTellsKeyDataOrUser() {
        wire.call("ACL", "SETUSER", USER, "on", ">" + DATA, "~other:*", "+get");
        refused(wire, "WRONGPASS", "AUTH", USER, KEY);
        wire.call("AUTH", USER, DATA);

        refused(wire, "NOPERM", "GET", KEY);
        refused(wire, "NOPERM", "SET", KEY, DATA);
    }

    @Test
    void noRedirectionTellsTheKey() {
        for (RedisNode node : RedisCluster.shared().masters()) {
            try (RedisWire toNode = new RedisWire("127.0.0.1", node.port())) {
                IllegalStateException moved =
                        catchThrowableOfType(IllegalStateException.class, () -> toNode.call("GET", KEY));
                if (moved != null) {
                    assertContainsNothing(moved.getMessage(), "MOVED");
                }
            }
        }
    }

    private static void refused(RedisWire wire, String code, String... command) {
        IllegalStateException reply = catchThrowableOfType(IllegalStateException.class, () -> wire.call(command));

        assertThat(reply).as(String.join(" ", command)).isNotNull();
        assertContainsNothing(reply.getMessage(), code);
    }

    private static void assertContainsNothing(String reply, String code) {
        ErrorReply parsed = ErrorReply.parse(reply);
        assertThat(parsed.code()).as(reply).isEqualTo(code);
        assertThat(parsed.text())
                .doesNotContain("whole-sid")
                .doesNotContain("secret")
                .doesNotContain(USER);
    }
}
