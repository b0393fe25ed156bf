package dev.sessionstore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.bench.Payload;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiringMemoryTest {

    private static final Payload PAYLOAD = new Payload(100, 5);

    @Test
    void theOthersExpireFromTheFirstReadOn() {
        try (ExpiringMemory memory = ExpiringMemory.open(PAYLOAD, 50, Optional.of(Duration.ofMillis(200)))) {
            String sid = memory.login();
            assertThat(memory.live()).isEqualTo(51);
            memory.read(sid);
            await().until(() -> memory.live() == 1);
            memory.read(sid);
        }
    }

    @Test
    void theOthersStay() {
        try (ExpiringMemory memory = ExpiringMemory.open(PAYLOAD, 50, Optional.empty())) {
            memory.read(memory.login());
            assertThat(memory.live()).isEqualTo(51);
        }
    }
}
