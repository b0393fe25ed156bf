package dev.sessionstore.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.File;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** An embedded Tomcat on a free loopback port. */
final class TomcatServer implements WebServer {

    private static final Logger QUIET = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    TomcatServer(File folder) {
        QUIET.setLevel(Level.OFF);
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        context = tomcat.addContext("", folder.toString());
    }

    @Override
    public TomcatServer http2() {
        Http2Protocol protocol = new Http2Protocol();
        protocol.setOverheadCountFactor(0); // many small frames and resets are no attack here
        protocol.setOverheadResetFactor(0);
        protocol.setOverheadWindowUpdateThreshold(0);
        tomcat.getConnector().addUpgradeProtocol(protocol);
        return this;
    }

    @Override
    public TomcatServer filter(Filter filter, Set<DispatcherType> dispatches) {
        String name = "filter" + System.identityHashCode(filter);
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(name);
        map.addURLPattern("/*");
        dispatches.forEach(dispatch -> map.setDispatcher(dispatch.name()));
        context.addFilterMap(map);
        return this;
    }

    @Override
    public TomcatServer servlet(String path, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded(path, path);
        return this;
    }

    @Override
    public TomcatServer errorPage(String path) {
        ErrorPage page = new ErrorPage();
        page.setLocation(path);
        context.addErrorPage(page);
        return this;
    }

    @Override
    public TomcatServer start() throws Exception {
        tomcat.start();
        return this;
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
