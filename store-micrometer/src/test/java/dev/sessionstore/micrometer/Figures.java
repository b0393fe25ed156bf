package dev.sessionstore.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.TreeMap;

/** What a registry shows. */
record Figures(MeterRegistry registry) {

    /** {@return how often each operation ended how, as {@code get found}} */
    Map<String, Double> calls() {
        Map<String, Double> calls = new TreeMap<>();
        for (Counter counter : registry.find("session.store.operations").counters()) {
            calls.merge(name(counter), counter.count(), Double::sum);
        }
        return calls;
    }

    /** {@return how many calls were timed} */
    Map<String, Double> timed() {
        Map<String, Double> timed = new TreeMap<>();
        for (Timer timer : registry.find("session.store.operation.duration").timers()) {
            timed.merge(name(timer), (double) timer.count(), Double::sum);
        }
        return timed;
    }

    private static String name(Meter meter) {
        return meter.getId().getTag("operation") + " " + meter.getId().getTag("outcome");
    }

    double counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    double functionCounter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
