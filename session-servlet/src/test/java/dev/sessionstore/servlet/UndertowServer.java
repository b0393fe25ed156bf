package dev.sessionstore.servlet;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An embedded Undertow, with Servlet 6.0. */
final class UndertowServer implements WebServer {

    private final DeploymentInfo deployment = Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("test");
    private @Nullable Undertow server;
    private boolean http2;

    @Override
    public UndertowServer http2() {
        http2 = true;
        return this;
    }

    @Override
    public UndertowServer filter(Filter filter, Set<DispatcherType> dispatches) {
        String name = "filter" + System.identityHashCode(filter);
        deployment.addFilter(Servlets.filter(name, filter.getClass(), new ImmediateInstanceFactory<>(filter))
                .setAsyncSupported(true));
        dispatches.forEach(dispatch -> deployment.addFilterUrlMapping(name, "/*", dispatch));
        return this;
    }

    @Override
    public UndertowServer servlet(String path, Servlet servlet) {
        deployment.addServlet(Servlets.servlet(path, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                .addMapping(path)
                .setAsyncSupported(true));
        return this;
    }

    @Override
    public UndertowServer errorPage(String path) {
        deployment.addErrorPage(new ErrorPage(path));
        return this;
    }

    @Override
    public UndertowServer start() throws Exception {
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
        manager.deploy();
        server = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, http2)
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setHandler(manager.start())
                .build();
        server.start();
        return this;
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }
}
