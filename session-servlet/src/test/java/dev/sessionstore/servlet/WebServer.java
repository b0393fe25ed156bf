package dev.sessionstore.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.Set;

/** A servlet container on a free loopback port. */
interface WebServer extends AutoCloseable {

    Set<DispatcherType> ALL =
            EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR);

    /** Lets connections be HTTP/2 without TLS as well. */
    WebServer http2();

    WebServer filter(Filter filter, Set<DispatcherType> dispatches);

    WebServer servlet(String path, Servlet servlet);

    /** Shown for every error. */
    WebServer errorPage(String path);

    WebServer start() throws Exception;

    int port();

    @Override
    void close() throws Exception;
}
