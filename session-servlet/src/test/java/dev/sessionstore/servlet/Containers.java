package dev.sessionstore.servlet;

import java.io.File;

/** The containers on which the tests that are named ...ContainerTest run, one after another, each in a JVM of its own. */
final class Containers {

    private Containers() {}

    static WebServer current(File folder) {
        String name = System.getProperty("container", "tomcat-11");
        return switch (name) {
            case "tomcat-11", "tomcat-10.1" -> new TomcatServer(folder);
            case "jetty-ee11" -> new JettyEe11Server();
            case "jetty-ee10" -> new JettyServer();
            case "undertow" -> new UndertowServer();
            default -> throw new IllegalArgumentException("container: there is no " + name);
        };
    }
}
