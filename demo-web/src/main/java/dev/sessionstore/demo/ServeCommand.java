package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the demo until the process is told to end. */
@Command(
        name = "serve",
        description = "Serves a page that shows a session, and the routes behind it.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

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

    @Mixin
    private StoreOptions storeOptions = new StoreOptions();

    @Mixin
    private SessionOptions sessionOptions = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        Demo demo = start();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "end"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "Session Store demo on http://" + host + ":" + demo.port() + "/ (store: " + storeOptions.store + ")");
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    /** Opens the store and begins to serve. */
    Demo start() {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not between 0 and " + MAX_PORT);
        }
        Store store = storeOptions.open();
        Logs.tellEventsOf(store);
        try {
            SessionManager manager = manager(store);
            SessionFilter filter = SessionFilter.builder(manager)
                    .ignore(DemoServlet::isAboutTheDemo)
                    .build();
            Inspection inspection = new Inspection(manager, store, storeOptions.store, sessionOptions.cookiePath);
            return new Demo(DemoServer.start(host, port, filter, new DemoServlet(inspection)), store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** The web server and the store behind it. */
    record Demo(DemoServer server, Store store) implements AutoCloseable {

        int port() {
            return server.port();
        }

        /** First the requests come to their end, then the store. */
        @Override
        public void close() {
            try (store) {
                server.close();
            }
        }
    }

    private SessionManager manager(Store store) {
        try {
            return sessionOptions.manager(store);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
