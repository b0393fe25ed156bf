package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.http.Demo;
import dev.sessionstore.demo.switching.StoreSwitch;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo as {@code serve} starts it, in this process, so that a test can have many of them in little time. */
public final class InProcessDemo implements AutoCloseable {

    @Command
    private static final class Options {
        @Mixin
        private final StoreOptions store = new StoreOptions();

        @Mixin
        private final SessionOptions session = new SessionOptions();

        @Option(names = "--allow-remote-actions")
        private boolean remoteActions;

        @Option(names = "--allow-host")
        private List<String> names = List.of();

        @Option(names = "--log-events")
        private boolean logEvents;
    }

    /** When it stops, Tomcat looks for what a restarted application would leave behind, and warns that it may not. */
    private static final Logger LEAK_CHECK = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

    private final Demo demo;

    private InProcessDemo(Demo demo) {
        this.demo = demo;
    }

    /** Starts it on a free port, with the options that {@code serve} takes. */
    public static InProcessDemo start(List<String> arguments) {
        return start(arguments, 1);
    }

    /** Starts some nodes on free ports. */
    public static InProcessDemo start(List<String> arguments, int nodes, String... also) {
        Options options = parse(arguments);
        return start(options, options.store.spec(), options.store.open(), nodes, also);
    }

    /** Starts it over a store of the test's own. */
    public static InProcessDemo over(Store store, String spec, String... arguments) {
        return start(parse(List.of(arguments)), StoreSpec.parse(spec), store, 1);
    }

    private static Options parse(List<String> arguments) {
        Options options = new Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    private static InProcessDemo start(Options options, StoreSpec spec, Store store, int nodes, String... also) {
        Logs.configure();
        LEAK_CHECK.setLevel(Level.OFF);
        return new InProcessDemo(Demo.start(
                new Demo.Settings(
                        "localhost",
                        Collections.nCopies(nodes, 0),
                        spec,
                        Stream.of(also).map(StoreSpec::parse).toList(),
                        options.session::manager,
                        options.session.cookiePath,
                        options.remoteActions,
                        options.names,
                        options.session.limit(),
                        options.logEvents),
                store));
    }

    /** {@return the port it listens on} */
    public int port() {
        return demo.ports().get(0);
    }

    /** {@return the ports of all nodes} */
    public List<Integer> ports() {
        return demo.ports();
    }

    /** {@return the stores behind it} */
    public StoreSwitch stores() {
        return demo.stores();
    }

    /** {@return how many browsers listen to its events} */
    public int listening() {
        return demo.listening();
    }

    @Override
    public void close() {
        demo.close();
    }
}
