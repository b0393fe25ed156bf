package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Options, and calls on a closed store. */
class JdbcStoreBuilderTest {

    private static JdbcStoreBuilder builder() {
        return JdbcStore.builder("jdbc:h2:mem:");
    }

    private static void isRefused(Runnable option, String message) {
        assertThatThrownBy(option::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void badOptionsAreRefusedByName() {
        isRefused(() -> JdbcStore.builder("mysql://localhost/app"), "url: must begin with jdbc:");
        isRefused(() -> builder().poolSize(0), "poolSize: at least 1, was 0");
        isRefused(() -> builder().timeout(Duration.ofMillis(249)), "timeout: from 250 ms to 1 hour, was PT0.249S");
        isRefused(() -> builder().timeout(Duration.ofHours(2)), "timeout");
        isRefused(() -> builder().startTimeout(Duration.ofHours(2)), "startTimeout: from 250 ms to 1 hour");
        isRefused(() -> builder().sweepEvery(Duration.ofMillis(9)), "sweepEvery");
        isRefused(() -> builder().sweepEvery(Duration.ofMillis(-9)), "sweepEvery");
        isRefused(() -> builder().sweepGrace(Duration.ofMillis(-1)), "sweepGrace: from zero to 365 days");
        isRefused(() -> builder().sweepGrace(Duration.ofDays(1_000_000_000)), "sweepGrace");
        isRefused(() -> builder().connectionWaitIsBounded(), "connectionWaitIsBounded: applies to a data source only");
        isRefused(() -> builder().table(" ").build(), "name of the table is blank");
        isRefused(() -> builder().schema("").build(), "name of the schema is blank");
        isRefused(() -> builder().columns("a", "b\0", "c").build(), "name of the data column");
    }

    @Test
    void optionsOfAPoolDoNotGoWithAGivenDataSource() {
        JdbcDataSource given = new JdbcDataSource();
        isRefused(() -> JdbcStore.builder(given).user("sa"), "user: belongs to the given data source");
        isRefused(() -> JdbcStore.builder(given).password("x"), "password: belongs to the given data source");
        isRefused(() -> JdbcStore.builder(given).poolSize(3), "poolSize: belongs to the given data source");
    }

    @Test
    void openUsesAnExistingTableAndCreatesNone() {
        String url = "jdbc:h2:mem:" + Db.newTable() + ";DB_CLOSE_DELAY=-1";
        assertThatThrownBy(() -> JdbcStore.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no table sessions");
        JdbcStore.builder(url).createTable().build().close();
        try (JdbcStore store = JdbcStore.open(url)) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            assertThat(store.get("a")).hasValue("{}");
        }
    }

    @Test
    void nullsAreRefused() {
        for (Runnable option : List.<Runnable>of(
                () -> JdbcStore.open(null),
                () -> JdbcStore.builder((String) null),
                () -> JdbcStore.builder((javax.sql.DataSource) null),
                () -> builder().table(null),
                () -> builder().schema(null),
                () -> builder().zone(null),
                () -> builder().clock(null),
                () -> builder().dialect(null))) {
            assertThatThrownBy(option::run).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void tellsWhatItPromises() {
        try (JdbcStore memory = Db.H2.builder(Db.newTable()).build();
                JdbcStore postgres = Db.POSTGRESQL.builder(Db.newTable()).build()) {
            assertThat(memory.guarantees()).containsExactlyInAnyOrder(Guarantee.SHARED, Guarantee.EXPIRED_EVENTS);
            assertThat(postgres.guarantees())
                    .containsExactlyInAnyOrder(Guarantee.SHARED, Guarantee.DURABLE, Guarantee.EXPIRED_EVENTS);
            assertThat(memory.resolution()).isEqualTo(Duration.ofMillis(1));
            assertThat(postgres.resolution()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aClosedStoreRefusesEverything() {
        JdbcStore store = Db.H2.builder(Db.newTable()).build();
        Instant soon = Instant.now().plusSeconds(60);
        store.close();
        store.close();
        for (Runnable call : List.<Runnable>of(
                () -> store.get("a"),
                () -> store.set("a", "{}", soon),
                () -> store.touch("a", soon),
                () -> store.destroy("a"),
                () -> store.conditionalWrites().orElseThrow().create("a", "{}", soon),
                () -> store.conditionalWrites().orElseThrow().replace("a", "{}", "{}", soon),
                () -> store.sweeping().orElseThrow().sweep(1),
                () -> store.listing().orElseThrow().sids(),
                () -> store.listing().orElseThrow().count(),
                () -> store.listing().orElseThrow().clear(),
                () -> store.listing().orElseThrow().expiresAt("a"))) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aListenerMayCloseTheStoreThatSweeps() throws Exception {
        MovableClock clock = new MovableClock(Instant.now());
        JdbcStore store = Db.H2
                .builder(Db.newTable())
                .clock(clock)
                .sweepEvery(Duration.ofMillis(10))
                .sweepGrace(Duration.ZERO)
                .build();
        var expired = new java.util.concurrent.CompletableFuture<String>();
        store.once(StoreEvent.Expired.class, e -> {
            store.close();
            expired.complete(e.sid());
        });
        store.set("a", "{}", clock.instant().plusSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        assertThat(expired.get()).isEqualTo("a");
        assertThatThrownBy(() -> store.get("a")).isInstanceOf(IllegalStateException.class);
    }
}
