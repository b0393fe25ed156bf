package dev.sessionstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.SessionActivity;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** A request whose cookie nobody signed. */
    private record Unsigned() implements SessionRequest {

        @Override
        public String path() {
            return "/";
        }

        @Override
        public List<String> headers(String name) {
            return name.equalsIgnoreCase("Cookie") ? List.of("connect.sid=hunter2") : List.of();
        }

        @Override
        public boolean encrypted() {
            return true;
        }

        @Override
        public boolean secure() {
            return true;
        }
    }

    @Test
    void whatTheSessionLayerDoesIsCounted() {
        try (MemoryStore memory = MemoryStore.builder().build()) {
            SessionManager manager = SessionManager.builder(memory)
                    .secret("keyboard cat, thirty-two bytes long")
                    .onActivity(new SessionMetrics(registry))
                    .build();
            SessionExchange exchange = manager.open(new Unsigned());
            exchange.session().orElseThrow().put("a", 1);
            exchange.commit();
            exchange.finish();
        }
        assertThat(registry.get("session.activity").counters())
                .hasSize(SessionActivity.values().length)
                .filteredOn(counter -> counter.count() > 0)
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(1))
                .extracting(SessionMetricsTest::activity)
                .containsExactlyInAnyOrder("cookie_malformed", "created");
        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains("hunter2"));
    }

    private static String activity(Counter counter) {
        return String.valueOf(counter.getId().getTag("activity"));
    }
}
