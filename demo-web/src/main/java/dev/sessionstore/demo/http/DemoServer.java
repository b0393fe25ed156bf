package dev.sessionstore.demo.http;

import dev.sessionstore.servlet.SessionFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * The web server, an embedded Tomcat: the smallest well-kept servlet container, two jars. Its requests run on an executor of
 * our own, so that those that have begun can be waited for when it ends.
 */
final class DemoServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;
    private static final String CHARS_THAT_NODE_TAKES_RAW = "\"<>[\\]^`{|}";

    /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final Path folder;
    private final ThreadPoolExecutor requests;

    private DemoServer(Tomcat tomcat, Path folder, ThreadPoolExecutor requests) {
        this.tomcat = tomcat;
        this.folder = folder;
        this.requests = requests;
    }

    /**
     * @param host the name or address to listen on
     * @param port 0 for any free one
     */
    static DemoServer start(String host, int port, Gate gate, SessionFilter sessions, DemoServlet servlet) {
        Tomcat tomcat = new Tomcat();
        DemoServer server = new DemoServer(tomcat, temporaryFolder(), executor());
        tomcat.setBaseDir(server.folder.toString());
        tomcat.setConnector(server.connector(host, port));
        server.install(gate, sessions, servlet);
        TOMCAT.setLevel(Level.OFF); // starting fails with an exception that says it all
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            server.close();
            throw cannotListen(host, port, e);
        }
        TOMCAT.setLevel(Level.WARNING);
        return server;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** Takes no new connection, answers the requests that have begun, and ends. */
    @Override
    public void close() {
        Connector connector = tomcat.getConnector();
        connector.pause();
        connector.getProtocolHandler().closeServerSocketGraceful();
        requests.shutdown();
        try {
            if (!requests.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                requests.shutdownNow();
            }
        } catch (InterruptedException e) {
            requests.shutdownNow();
            Thread.currentThread().interrupt();
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("The web server did not end in order", e);
        } finally {
            delete(folder);
        }
    }

    private Connector connector(String host, int port) {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(port);
        connector.setProperty("address", host);
        connector.setProperty("relaxedPathChars", CHARS_THAT_NODE_TAKES_RAW);
        connector.setProperty("relaxedQueryChars", CHARS_THAT_NODE_TAKES_RAW);
        connector.setEncodedSolidusHandling("passthrough");
        connector.setProperty("continueResponseTiming", "onRead");
        connector.setThrowOnFailure(true);
        connector.getProtocolHandler().setExecutor(requests);
        return connector;
    }

    private void install(Gate gate, SessionFilter sessions, DemoServlet servlet) {
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(ErrorAnswers.class.getName());
        tomcat.getHost().getPipeline().addValve(new BodyLimit());
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(
                (classes, application) -> {
                    gate.addTo(application);
                    sessions.addTo(application);
                },
                null);
        Wrapper demo = Tomcat.addServlet(context, "demo", servlet);
        demo.setAsyncSupported(true);
        demo.addMapping("/");
        ErrorPage errors = new ErrorPage();
        errors.setLocation(DemoServlet.ERROR_PAGE);
        context.addErrorPage(errors);
    }

    private static ThreadPoolExecutor executor() {
        TaskQueue queue = new TaskQueue();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                4, 200, 60, TimeUnit.SECONDS, queue, new TaskThreadFactory("request-", true, Thread.NORM_PRIORITY));
        queue.setParent(executor);
        return executor;
    }

    private static StartException cannotListen(String host, int port, LifecycleException e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String why = root instanceof BindException ? "is taken, choose another with --port" : root.toString();
        return new StartException("Cannot listen on " + host + " port " + port + ": " + why, e);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("session-store-demo");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
