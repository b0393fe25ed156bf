package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drivers with their own packet limit. MariaDB's has one since 3.0. */
class DriverPacketTest {

    @Test
    void aPacketThatTheDriverRefusesIsToldAsTooLarge() throws Exception {
        for (Db db : List.of(Db.MYSQL, Db.MARIADB, Db.MARIADB_AS_MYSQL)) {
            try (JdbcStore store = db.builder(db.url() + "&maxAllowedPacket=100000", Db.newTable())
                    .build()) {
                assertThatThrownBy(() -> store.set(
                                "a",
                                "\"" + "x".repeat(200_000) + "\"",
                                Instant.now().plusSeconds(600)))
                        .isInstanceOf(StoreException.class)
                        .isNotInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("larger than max_allowed_packet");
                store.set("a", "{}", Instant.now().plusSeconds(600));
                assertThat(store.get("a")).hasValue("{}");
            }
        }
    }
}
