package dev.sessionstore.bench.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class StoreSpecTest {

    @ParameterizedTest
    @CsvSource({
        "memory, memory,",
        "redis-lettuce, redis-lettuce, redis://localhost:6379",
        "redis-jedis=rediss://host:1/2, redis-jedis, rediss://host:1/2",
        "redis-redisson=redis://u:p=w@host, redis-redisson, redis://u:p=w@host",
        "jdbc:h2:mem:a;B=c, jdbc, jdbc:h2:mem:a;B=c",
        "jdbc=jdbc:postgresql://host/db?user=x, jdbc, jdbc:postgresql://host/db?user=x"
    })
    void isReadFromAText(String text, String backend, String url) {
        StoreSpec spec = StoreSpec.parse(text);

        assertThat(spec.backend()).isEqualTo(backend);
        assertThat(spec.url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nowhere", "memory=redis://x", "jdbc", "jdbc=redis://x", "redis-lettuce=jdbc:h2:mem:x", "=x"
            })
    void whatIsNoStoreIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreSpec.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "memory, memory",
        "redis-lettuce, redis-lettuce redis://localhost:6379",
        "redis-jedis=redis://user:secret@host:1/2, redis-jedis redis://host:1/2",
        "redis-jedis=redis://user:se?cret@host:1, redis-jedis redis:…",
        "redis-jedis=redis://:se@cret@host:1, redis-jedis redis://host:1",
        "redis-jedis=redis-cluster://user:secret@a:1, redis-jedis redis-cluster://a:1",
        "redis-jedis=user:secret@host, redis-jedis user:…",
        "redis-jedis=secret, redis-jedis …",
        "jdbc:h2:mem:a;PASSWORD=secret, jdbc:h2:mem:a",
        "jdbc:postgresql://host/db?user=u&password=secret, jdbc:postgresql://host/db",
        "jdbc:postgresql://host/db?password=a@secret, jdbc:postgresql:…",
        "jdbc:mysql://u:secret@host:3306/db, jdbc:mysql://host:3306/db",
        "'jdbc:mysql://(host=a,password=secret)/db', jdbc:mysql://",
        "jdbc:oracle:thin:u/secret@host, jdbc:oracle:…"
    })
    void isShownWithoutItsPassword(String text, String shown) {
        StoreSpec spec = StoreSpec.parse(text).withLogin(text.equals("memory") ? null : "me", null);

        assertThat(spec.name()).isEqualTo(shown);
        assertThat(spec.toString()).doesNotContain("secret");
    }

    @Test
    void theMessageOfWhatIsRefusedHasNoPasswordEither() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreSpec.parse("jdbc=redis://user:secret@host"))
                .withMessageContaining("redis://host")
                .withMessageNotContaining("secret");
    }

    @Test
    void opensWhatItSays() {
        StoreSpec spec =
                StoreSpec.parse("jdbc:h2:mem:spec-test").withTable("others").withPoolSize(2);
        try (Store store = Backends.open(spec)) {
            store.set("sid", "{}", Instant.now().plusSeconds(60));
            assertThat(store.get("sid")).contains("{}");
        }
    }

    @Test
    void whatDoesNotAnswerIsAnError() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Backends.open(StoreSpec.parse("redis-lettuce=redis://localhost:1")))
                .withMessageContaining("localhost:1");
    }
}
