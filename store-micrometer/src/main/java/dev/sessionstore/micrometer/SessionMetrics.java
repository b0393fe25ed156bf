package dev.sessionstore.micrometer;

import dev.sessionstore.session.SessionActivity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts what the session layer does, as {@code session.activity} with the label {@code activity}:
 *
 * <pre>{@code
 * SessionManager.builder(store).onActivity(new SessionMetrics(registry))…
 * }</pre>
 *
 * <p>All counters are there from the beginning. Several managers with one registry are counted together. Thread-safe.
 */
public final class SessionMetrics implements Consumer<SessionActivity> {

    private final Map<SessionActivity, Counter> counters = new EnumMap<>(SessionActivity.class);

    /**
     * @param registry where the counters are
     */
    public SessionMetrics(MeterRegistry registry) {
        for (SessionActivity activity : SessionActivity.values()) {
            counters.put(
                    activity,
                    Counter.builder("session.activity")
                            .description("What the session layer did")
                            .tag("activity", activity.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public void accept(SessionActivity activity) {
        Counter counter = counters.get(activity);
        if (counter != null) {
            counter.increment();
        }
    }
}
