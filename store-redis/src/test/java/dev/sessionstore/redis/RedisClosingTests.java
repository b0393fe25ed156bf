package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The threads and connections of a store that was closed. Each client has a subclass. */
public abstract class RedisClosingTests implements ClientUnderTest {

    private final RedisServer server = RedisServer.shared();

    @Test
    void closeOnAnInterruptedThreadIsCompleteAndKeepsTheFlag() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
            openUseClose(proxy);
            Set<Thread> before = threads();
            for (int i = 0; i < 4; i++) {
                Store store = openAndUse(proxy);
                Thread.currentThread().interrupt();
                store.close();

                assertThat(Thread.interrupted()).isTrue();
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> proxy.connections() == 0);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                Set<Thread> more = threads();
                more.removeAll(before);
                return more.size() < 4;
            });
        }
    }

    private void openUseClose(FaultProxy proxy) {
        openAndUse(proxy).close();
    }

    private Store openAndUse(FaultProxy proxy) {
        Store store = client("redis://" + proxy.host() + ":" + proxy.port())
                .prefix("closing:")
                .timeout(Duration.ofSeconds(2))
                .build();
        store.set("a", "{}", Instant.now().plusSeconds(60));
        return store;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("proxy "))
                .collect(Collectors.toSet());
    }
}
