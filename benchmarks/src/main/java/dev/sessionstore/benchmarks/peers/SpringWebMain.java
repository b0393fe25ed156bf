package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.web.BenchTomcat;
import dev.sessionstore.bench.web.HttpSessionRoutes;
import dev.sessionstore.bench.web.WebTarget;
import dev.sessionstore.bench.web.WebTask;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** The same Tomcat as ours with Spring Session's filter, and how another process starts it. */
final class SpringWebMain {

    private SpringWebMain() {}

    static Target start(StoreSpec spec, Payload payload, int threads) throws IOException {
        WebTask task = new WebTask("HttpSession", spec, Namespaces.unique(), payload, threads);
        return WebTarget.startJava(
                SpringWebMain.class.getName(), task.arguments(), task.environment(), true, () -> cleanUp(task));
    }

    /** The tables go with the process that made them. */
    private static void cleanUp(WebTask task) {
        if (task.spec().backend().startsWith("redis-")) {
            RedisKeys.delete(task.spec(), task.namespace());
        }
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws Exception {
        WebTask task = WebTask.of(args);
        if (task.spec().backend().equals("jdbc")) {
            try (SpringJdbc spring = SpringJdbc.open(task.spec(), task.namespace(), task.threads())) {
                serve(spring.repository(), task.payload());
            }
        } else {
            try (SpringRedis spring = SpringRedis.open(task.spec(), task.namespace(), false)) {
                serve(spring.repository(), task.payload());
            }
        }
    }

    private static void serve(SessionRepository<? extends Session> repository, Payload payload) throws Exception {
        SessionRepositoryFilter<? extends Session> filter = new SessionRepositoryFilter<>(repository);
        BenchTomcat.serve(
                (classes, application) -> application
                        .addFilter("session", filter)
                        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*"),
                new HttpSessionRoutes(payload));
    }
}
