package dev.sessionstore.demo.http;

import dev.sessionstore.Store;
import dev.sessionstore.micrometer.ObservedStore;
import dev.sessionstore.micrometer.SessionMetrics;
import dev.sessionstore.session.SessionActivity;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What Prometheus asks for: the calls that the nodes make to the store in use, and what their session layers do. */
final class Metrics {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SessionMetrics sessions = new SessionMetrics(registry);
    private final Store store;

    /** @param store closed by somebody else */
    Metrics(Store store) {
        this.store = ObservedStore.builder(store)
                .meters(registry)
                .name("demo")
                .measureOneIn(1)
                .build();
    }

    /** {@return the store for the session managers} */
    Store store() {
        return store;
    }

    /** {@return the listener for the session managers} */
    Consumer<SessionActivity> sessions() {
        return sessions;
    }

    /** {@return a GET that is answered with all meters} */
    Endpoint endpoint() {
        return Endpoint.of((request, response) -> {
            response.setContentType(TEXT);
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(registry.scrape().getBytes(StandardCharsets.UTF_8));
        });
    }
}
