package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The demo as {@code serve} starts it, in this process, so that a test can have many of them in little time. */
public final class InProcessDemo implements AutoCloseable {

    @Command
    private static final class Options {
        @Mixin
        private final StoreOptions store = new StoreOptions();

        @Mixin
        private final SessionOptions session = new SessionOptions();
    }

    /** When it stops, Tomcat looks for what a restarted application would leave behind, and warns that it may not. */
    private static final Logger LEAK_CHECK = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

    private final DemoServer server;
    private final Store store;

    private InProcessDemo(DemoServer server, Store store) {
        this.server = server;
        this.store = store;
    }

    /** Starts it on a free port, with the options that {@code serve} takes. */
    public static InProcessDemo start(List<String> arguments) {
        Logs.configure();
        LEAK_CHECK.setLevel(Level.OFF);
        Options options = new Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
        Store store = options.store.open();
        SessionManager manager = options.session.manager(store);
        SessionFilter filter = SessionFilter.builder(manager)
                .ignore(DemoServlet::isAboutTheDemo)
                .build();
        Inspection inspection = new Inspection(manager, store, options.store.store, options.session.cookiePath);
        return new InProcessDemo(DemoServer.start("localhost", 0, filter, new DemoServlet(inspection)), store);
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        try (store) {
            server.close();
        }
    }
}
