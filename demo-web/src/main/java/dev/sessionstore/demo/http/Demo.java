package dev.sessionstore.demo.http;

import dev.sessionstore.Store;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.switching.StoreSwitch;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.OwnerLimit;
import dev.sessionstore.session.SessionActivity;
import dev.sessionstore.session.SessionManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that {@code serve} starts: the store, one or more nodes that share it, and the endpoints of their pages. */
public final class Demo implements AutoCloseable {

    private final StoreSwitch stores;
    private final EventHub events;
    private final Offers offers;
    private final Guard guard;
    private final Settings settings;
    private final BenchRuns benches = new BenchRuns();
    private final Metrics metrics;
    private @Nullable Reindexing reindexing;
    private final List<DemoServer> nodes = new ArrayList<>();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    /**
     * How the demo is started.
     *
     * @param host where to listen
     * @param ports one for each node; 0 for any free one
     * @param spec what the store was opened from
     * @param also more stores to offer
     * @param sessions makes a node's session manager over the store, with a listener
     * @param cookiePath the path of the session's cookie
     * @param remoteActions whether other machines may switch stores and run benchmarks
     * @param names more names that the demo answers to
     * @param limit how many sessions a user may have, as the session managers hold it; null for any number
     * @param logEvents whether to log each event of a session
     */
    public record Settings(
            String host,
            List<Integer> ports,
            StoreSpec spec,
            List<StoreSpec> also,
            BiFunction<Store, Consumer<SessionActivity>, SessionManager> sessions,
            String cookiePath,
            boolean remoteActions,
            List<String> names,
            @Nullable Limit limit,
            boolean logEvents) {}

    /**
     * How many sessions a user may have.
     *
     * @param max 1 or more
     * @param onOneMore what happens with one more login
     */
    public record Limit(int max, OwnerLimit onOneMore) {}

    private Demo(Settings settings, Store store) {
        this.settings = settings;
        this.stores = StoreSwitch.startingWith(settings.spec(), store);
        this.metrics = new Metrics(stores.store());
        this.events = new EventHub(stores.store());
        this.offers = new Offers(settings.spec(), settings.also());
        this.guard = new Guard(
                settings.remoteActions(),
                Guard.isLoopback(settings.host()),
                settings.names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /**
     * Begins to serve.
     *
     * @param settings how
     * @param store opened from the settings' spec; closed with the demo, or when this fails
     * @return the demo, to be closed
     * @throws IllegalArgumentException when an option of the session layer is wrong
     * @throws StartException when it cannot listen
     */
    public static Demo start(Settings settings, Store store) {
        Demo demo = new Demo(settings, store);
        try {
            StoreLog.write(demo.stores.store(), settings.logEvents());
            settings.ports().forEach(demo::startNode);
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void startNode(int port) {
        SessionManager manager = settings.sessions().apply(metrics.store(), metrics.sessions());
        int number = nodes.size() + 1;
        if (reindexing == null) {
            reindexing = Reindexing.of(stores.store(), manager);
        }
        SessionsApi sessionsApi =
                new SessionsApi(manager, stores, settings.cookiePath(), settings.limit(), reindexing::isUnderWay);
        Inspection inspection = new Inspection(manager, stores, settings.cookiePath(), ports, number);
        Map<String, Endpoint> endpoints = new HashMap<>();
        endpoints.put("/inspect", Endpoint.read(inspection::of));
        endpoints.put(
                "/api/events",
                Endpoint.of((request, response) ->
                        events.stream(request, response, ended -> sessionsApi.whenEnded(request, ended))));
        endpoints.put("/metrics", metrics.endpoint());
        endpoints.putAll(sessionsApi.endpoints());
        endpoints.putAll(new StoresApi(stores, offers, guard, events).endpoints());
        endpoints.putAll(new BenchApi(benches, offers, guard).endpoints());
        DemoServlet servlet = new DemoServlet(endpoints);
        SessionFilter sessions =
                SessionFilter.builder(manager).ignore(servlet::isAboutTheDemo).build();
        Gate gate = new Gate(stores.store(), guard, servlet, Integer.toString(number));
        DemoServer server = DemoServer.start(settings.host(), port, gate, sessions, servlet);
        nodes.add(server);
        ports.add(server.port());
    }

    /** {@return where the nodes listen, in order} */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** {@return what changes the store} */
    public StoreSwitch stores() {
        return stores;
    }

    /** {@return how many browsers listen to events, over all nodes} */
    public int listening() {
        return events.listening();
    }

    /** First the streams end, then the requests, then a benchmark, then the store. */
    @Override
    public void close() {
        try (stores;
                benches) {
            events.close();
            nodes.forEach(DemoServer::close);
            if (reindexing != null) {
                reindexing.close();
            }
        }
    }
}
