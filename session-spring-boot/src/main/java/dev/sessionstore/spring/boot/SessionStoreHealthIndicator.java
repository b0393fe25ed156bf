package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers: one read of an id that no session has, within the store's timeout, and what its events said before.
 * Details name classes and instants only. Thread-safe.
 */
final class SessionStoreHealthIndicator implements HealthIndicator {

    private final Store store;
    private final StoreAvailability availability;

    SessionStoreHealthIndicator(Store store, StoreAvailability availability) {
        this.store = store;
        this.availability = availability;
    }

    @Override
    public Health health() {
        try {
            // Another id each time, so that no cache in between answers in the store's place.
            store.get("health-" + UUID.randomUUID());
            return Health.up().withDetails(details()).build();
        } catch (StoreException | IllegalStateException e) {
            return Health.down()
                    .withDetails(details())
                    .withDetail("failure", StoreAvailability.className(e))
                    .build();
        }
    }

    private Map<String, Object> details() {
        StoreAvailability.State state = availability.state();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("connected", state.connected());
        details.put("since", state.since());
        StoreAvailability.Outage outage = state.lastDisconnect();
        if (outage != null) {
            details.put("lastDisconnect", Map.of("at", outage.at(), "cause", outage.cause()));
        }
        return details;
    }
}
