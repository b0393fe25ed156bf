package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.web.BenchTomcat;
import dev.sessionstore.bench.web.HttpSessionRoutes;
import dev.sessionstore.bench.web.OwnRoutes;
import dev.sessionstore.bench.web.SessionRoutes;
import dev.sessionstore.bench.web.WebTarget;
import dev.sessionstore.bench.web.WebTask;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import java.io.IOException;

/** A web server with our filter over one of our stores, and how another process starts it. */
final class WebServerMain {

    private WebServerMain() {}

    /** Through which API a request reaches its session. */
    enum Api {
        /** {@code SessionFilter.session(request)}. */
        OWN,
        /** {@code request.getSession()}. */
        HTTP_SESSION,
        /** Not at all. */
        NONE
    }

    static TargetSpec.Opener opener(StoreSpec spec, Api api) {
        return (payload, threads) -> start(spec, api, payload, threads);
    }

    private static Target start(StoreSpec spec, Api api, Payload payload, int threads) throws IOException {
        String namespace = Namespaces.unique();
        WebTask task = new WebTask(api.name(), spec, namespace, payload, threads);
        return WebTarget.startJava(
                WebServerMain.class.getName(),
                task.arguments(),
                task.environment(),
                api != Api.NONE,
                () -> Backend.of(spec).clear(namespace));
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws Exception {
        WebTask task = WebTask.of(args);
        Payload payload = task.payload();
        SessionRoutes routes =
                task.api().equals(Api.HTTP_SESSION.name()) ? new HttpSessionRoutes(payload) : new OwnRoutes(payload);
        try (OpenStore open = Backend.of(task.spec()).store(task.namespace(), task.threads())) {
            SessionManager manager = SessionManager.builder(open.store())
                    .secret("a secret that nothing depends on")
                    .cookie(cookie -> cookie.maxAge(RawClient.LIFETIME))
                    .build();
            SessionFilter filter = SessionFilter.builder(manager).build();
            BenchTomcat.serve((classes, application) -> filter.addTo(application), routes);
        }
    }
}
