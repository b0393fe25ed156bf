package dev.sessionstore.demo.bench.contenders;

import dev.sessionstore.demo.bench.Candidate;
import dev.sessionstore.demo.bench.Contender;
import dev.sessionstore.demo.bench.Payload;
import dev.sessionstore.demo.bench.web.BenchTomcat;
import dev.sessionstore.demo.bench.web.HttpSessionRoutes;
import dev.sessionstore.demo.bench.web.OwnRoutes;
import dev.sessionstore.demo.bench.web.SessionRoutes;
import dev.sessionstore.demo.bench.web.WebContender;
import dev.sessionstore.demo.stores.StoreSpec;
import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.SessionManager;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A web server with our filter over one of our stores, and how another process starts it. */
final class WebServerMain {

    private static final String URL = "SESSIONSTORE_BENCH_URL";
    private static final String USER = "SESSIONSTORE_BENCH_USER";
    private static final String PASSWORD = "SESSIONSTORE_BENCH_PASSWORD";

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

    static Candidate.Opener opener(StoreSpec spec, Api api) {
        return (payload, threads) -> start(spec, api, payload, threads);
    }

    private static Contender start(StoreSpec spec, Api api, Payload payload, int threads) throws IOException {
        String space = Spaces.unique();
        List<String> arguments = List.of(
                api.name(),
                spec.backend(),
                space,
                String.valueOf(payload.bytes()),
                String.valueOf(payload.attributes()),
                String.valueOf(threads));
        return WebContender.startJava(
                WebServerMain.class.getName(),
                arguments,
                whereabouts(spec),
                api != Api.NONE,
                () -> Backend.of(spec).clear(space));
    }

    /** Not among the arguments, which everybody on the machine can read. */
    private static Map<String, String> whereabouts(StoreSpec spec) {
        Map<String, String> variables = new HashMap<>();
        if (spec.url() != null) {
            variables.put(URL, spec.url());
        }
        if (spec.user() != null) {
            variables.put(USER, spec.user());
        }
        if (spec.password() != null) {
            variables.put(PASSWORD, spec.password());
        }
        return variables;
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws Exception {
        Api api = Api.valueOf(args[0]);
        StoreSpec spec =
                StoreSpec.of(args[1], System.getenv(URL)).withLogin(System.getenv(USER), System.getenv(PASSWORD));
        Payload payload = new Payload(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        SessionRoutes routes = api == Api.HTTP_SESSION ? new HttpSessionRoutes(payload) : new OwnRoutes(payload);
        try (OpenStore open = Backend.of(spec).store(args[2], Integer.parseInt(args[5]))) {
            SessionManager manager = SessionManager.builder(open.store())
                    .secret("a secret that nothing depends on")
                    .cookie(cookie -> cookie.maxAge(RawClient.LIFETIME))
                    .build();
            SessionFilter filter = SessionFilter.builder(manager).build();
            BenchTomcat.serve((classes, application) -> filter.addTo(application), routes);
        }
    }
}
