package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.Bounds;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.http.Demo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the demo until the process is ended. */
@Command(
        name = "serve",
        description = "Serves a page that shows a session, and the routes behind it.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_NODES = 8;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            defaultValue = "localhost",
            description = "Where to listen (default: ${DEFAULT-VALUE}; 0.0.0.0 is everywhere).")
    private String host = "localhost";

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8080",
            description = "Where to listen; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--nodes",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "How many nodes share the store, on this port and the ones after it, at most 8 (default:"
                    + " ${DEFAULT-VALUE}).")
    private int nodes = 1;

    @Option(
            names = "--also",
            paramLabel = "<store>",
            description =
                    "Another store that the pages offer: memory, redis-lettuce|redis-jedis|redis-redisson[=<url>] or"
                            + " jdbc:...; may be given again.")
    private List<String> also = List.of();

    @Option(
            names = "--allow-remote-actions",
            description =
                    "Let visitors from other machines switch and move the store and run benchmarks too, not only those"
                            + " on this one.")
    private boolean remoteActions;

    @Option(
            names = "--allow-host",
            paramLabel = "<name>",
            description =
                    "A name besides localhost that browsers may call the demo by, behind a proxy for example; may be"
                            + " given again.")
    private List<String> names = List.of();

    @Option(names = "--log-events", description = "Log each event of a session, with its shortened id.")
    private boolean logEvents;

    @Mixin
    private StoreOptions storeOptions = new StoreOptions();

    @Mixin
    private SessionOptions sessionOptions = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        Demo demo = start();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "end"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Session Store demo on " + url(demo.ports().get(0)) + " (store: " + storeOptions.store + ")");
        for (int i = 1; i < demo.ports().size(); i++) {
            out.println("Node " + (i + 1) + " of it on " + url(demo.ports().get(i)));
        }
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private String url(int onPort) {
        return "http://" + host + ":" + onPort + "/";
    }

    /** Opens the store and begins to serve. */
    Demo start() {
        bound("--port", port, 0, MAX_PORT);
        bound("--nodes", nodes, 1, MAX_NODES);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            ports.add(port == 0 ? 0 : (int) bound("--port", port + i, 0, MAX_PORT));
        }
        StoreSpec store = storeOptions.spec();
        Demo.Settings settings = new Demo.Settings(
                host,
                ports,
                store,
                also.stream().map(this::offer).toList(),
                sessionOptions::manager,
                sessionOptions.cookiePath,
                remoteActions,
                names,
                sessionOptions.limit(),
                logEvents);
        try {
            return Demo.start(settings, storeOptions.open());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private StoreSpec offer(String text) {
        try {
            return StoreSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--also: " + e.getMessage(), e);
        }
    }

    private long bound(String option, int value, int least, int most) {
        try {
            return Bounds.check(option, value, least, most);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
