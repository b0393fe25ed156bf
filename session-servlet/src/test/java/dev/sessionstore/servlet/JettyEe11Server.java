package dev.sessionstore.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty, with Servlet 6.1. */
final class JettyEe11Server implements WebServer {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletContextHandler context = new ServletContextHandler("/");

    JettyEe11Server() {
        connector.setHost("127.0.0.1");
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setOutputAggregationSize(64); // so that more is sent at once than by default
        server.addConnector(connector);
        server.setHandler(context);
    }

    @Override
    public JettyEe11Server http2() {
        HttpConfiguration configuration =
                connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        connector.addConnectionFactory(new HTTP2CServerConnectionFactory(configuration));
        return this;
    }

    @Override
    public JettyEe11Server filter(Filter filter, Set<DispatcherType> dispatches) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.copyOf(dispatches));
        return this;
    }

    @Override
    public JettyEe11Server servlet(String path, Servlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
        return this;
    }

    @Override
    public JettyEe11Server errorPage(String path) {
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, path);
        context.setErrorHandler(pages);
        return this;
    }

    @Override
    public JettyEe11Server start() throws Exception {
        server.start();
        return this;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
