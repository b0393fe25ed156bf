package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.Sealing;
import dev.sessionstore.session.SealingKeys;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example in Node opens what is sealed here, and nothing else. */
@NeedsNode
class SealedRecordsInNodeTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void theReaderOpensARecordOfItsSessionOnly() throws Exception {
        try (MemoryStore store = MemoryStore.builder().build()) {
            Session session = SessionManager.builder(store)
                    .secret("keyboard cat")
                    .seal(SealingKeys.builder().key("k1", KEY).build(), Sealing.REQUIRE)
                    .build()
                    .begin();
            session.put("user", "Zoë 😀").save();
            String record = store.get(session.id()).orElseThrow();

            assertThat(read(record, session.id(), "old:" + KEY + ",k1:" + KEY))
                    .isEqualTo(
                            "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"secure\":false,\"httpOnly\":true,"
                                    + "\"path\":\"/\",\"sameSite\":\"lax\"},\"user\":\"Zoë 😀\"}");
            assertThat(read(record, "another", "k1:" + KEY)).contains("unable to authenticate");
            assertThat(read(record, session.id(), "k2:" + KEY)).contains("no key k1");
            assertThat(read("{\"cookie\":{},\"user\":1}", session.id(), "k1:" + KEY))
                    .contains("no sealed record");
        }
    }

    private static String read(String record, String storedId, String keys) throws IOException, InterruptedException {
        Path reader = Path.of("..", "examples", "sealed-reader", "open-sealed.mjs");
        ProcessBuilder command = new ProcessBuilder("node", reader.toString(), storedId).redirectErrorStream(true);
        command.environment().put("SEALING_KEYS", keys);
        Process node = command.start();
        try (OutputStream input = node.getOutputStream()) {
            input.write(record.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        node.waitFor();
        return output.strip();
    }
}
