package dev.sessionstore.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Observations that have ended, in that order. */
final class RecordedObservations implements ObservationHandler<Observation.Context> {

    private final ObservationRegistry registry = ObservationRegistry.create();
    final List<Observation.Context> ended = new CopyOnWriteArrayList<>();

    RecordedObservations() {
        registry.observationConfig().observationHandler(this);
    }

    ObservationRegistry registry() {
        return registry;
    }

    @Override
    public void onStop(Observation.Context context) {
        ended.add(context);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }
}
