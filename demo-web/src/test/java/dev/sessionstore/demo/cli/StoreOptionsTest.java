package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import dev.sessionstore.demo.http.StartException;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How the store of the command line is opened. */
class StoreOptionsTest {

    private static Store open(String... options) {
        StoreOptions parsed = new StoreOptions();
        new CommandLine(parsed).parseArgs(options);
        return parsed.open();
    }

    @Test
    void aStoreThatAnswersLaterIsWaitedFor() throws Exception {
        try (RedisServer server = RedisServer.start();
                LogLines log = LogLines.ofStore()) {
            server.stop();
            CompletableFuture<Store> opening = CompletableFuture.supplyAsync(
                    () -> open("--store", "redis-jedis", "--url", server.url(), "--start-timeout", "60s"));
            log.await("Waiting up to 60 s for redis-jedis");
            assertThat(opening).isNotDone();

            server.startAgain();

            try (Store store = opening.get(60, TimeUnit.SECONDS)) {
                assertThat(store.get("nobody")).isEmpty();
            }
        }
    }

    @Test
    void aWrongOptionIsNotWaitedFor() {
        assertThatThrownBy(() -> open("--store", "jdbc", "--url", "jdbc:nothing:x", "--start-timeout", "1h"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--store jdbc");
    }

    @Test
    void memoryIsBounded() {
        try (Store store = open()) {
            assertThat(store.guarantees()).contains(Guarantee.MAY_EVICT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventsOfSessionsAreLoggedWhenAskedFor(boolean asked) {
        List<String> options = asked ? List.of("--log-events") : List.of();
        try (InProcessDemo demo = InProcessDemo.start(options);
                LogLines log = LogLines.ofStore()) {
            demo.stores().store().set("0123456789", "{}", Instant.now().plusSeconds(60));

            assertThat(log.lines().toString().contains("Saved")).isEqualTo(asked);
            assertThat(log.lines().toString()).doesNotContain("0123456789");
        }
    }
}
