package dev.sessionstore.bench.web;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat on a free port of the loopback interface, for as long as somebody holds the other end of standard input. */
public final class BenchTomcat {

    private BenchTomcat() {}

    /**
     * Serves until standard input ends.
     *
     * @param filter adds the session filter
     * @param work what a request does with its session
     * @throws LifecycleException when the server does not start
     * @throws IOException when there is no temporary folder
     */
    public static void serve(ServletContainerInitializer filter, SessionRoutes work)
            throws LifecycleException, IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path folder = Files.createTempDirectory("session-store-bench");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector());
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(filter, null);
        Tomcat.addServlet(context, "bench", new BenchServlet(work));
        context.addServletMappingDecoded("/", "bench");
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
        tomcat.stop();
        tomcat.destroy();
        deleteTree(folder);
    }

    private static Connector connector() {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setThrowOnFailure(true);
        return connector;
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
