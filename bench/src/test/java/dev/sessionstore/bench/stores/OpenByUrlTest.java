package dev.sessionstore.bench.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionstore.Store;
import dev.sessionstore.Stores;
import dev.sessionstore.jdbc.JdbcStore;
import dev.sessionstore.memory.MemoryStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@link Stores#open} where all modules are on the class path. */
class OpenByUrlTest {

    @Test
    void aUrlOfMemoryOpensAMemoryStore() {
        try (Store store = Stores.open("memory:")) {
            assertThat(store).isInstanceOf(MemoryStore.class);
            store.set("sid", "{}", Instant.MAX);
            assertThat(store.get("sid")).contains("{}");
        }
    }

    @Test
    void aUrlOfJdbcOpensAJdbcStore() {
        String url = "jdbc:h2:mem:by-url;DB_CLOSE_DELAY=-1";
        JdbcStore.builder(url).createTable().build().close();

        try (Store store = Stores.open(url)) {
            assertThat(store).isInstanceOf(JdbcStore.class);
            store.set("sid", "{}", Instant.MAX);
            assertThat(store.get("sid")).contains("{}");
        }
    }

    @Test
    void aUrlThatSeveralModulesOpenIsRefusedWithTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stores.open("redis://:very-secret@localhost:6379"))
                .withMessage(
                        "url: several store modules on the class path open redis: store-redis-jedis, store-redis-lettuce,"
                                + " store-redis-redisson. Keep one of them, or use its own class");
    }

    @Test
    void aUrlThatNoModuleOpensIsRefusedWithWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stores.open("mongodb://user:very-secret@localhost"))
                .withMessage(
                        "url: no store module on the class path opens mongodb; there are: store-jdbc, store-memory,"
                                + " store-redis-jedis, store-redis-lettuce, store-redis-redisson");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stores.open("very-secret"))
                .withMessageStartingWith("url: no store module on the class path opens a URL without a scheme");
    }
}
