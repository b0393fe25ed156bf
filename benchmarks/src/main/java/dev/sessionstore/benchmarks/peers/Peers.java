package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.ServerWatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.session.MapSessionRepository;

/** The session libraries of others on our backends, each compared with the baseline that ours has there. */
public final class Peers {

    private Peers() {}

    /**
     * Finds who works on a backend.
     *
     * @param spec of memory, of one Redis server or of a database
     * @param baseline the target to compare them with
     * @return those that do the work of the level {@code SESSION}
     */
    public static List<TargetSpec> of(StoreSpec spec, String baseline) {
        Optional<String> compared = Optional.of(baseline);
        return switch (spec.backend()) {
            case "memory" ->
                List.of(
                        new TargetSpec("spring map", compared, (payload, threads) -> {
                            MapSessionRepository map = new MapSessionRepository(new ConcurrentHashMap<>());
                            return new Cleanup(new SpringWork<>(map, payload), ServerWatch.NONE, () -> {}, () -> {});
                        }),
                        new TargetSpec("vertx local", compared, (payload, threads) -> VertxStores.local(payload)));
            case "redis-lettuce" ->
                List.of(
                        new TargetSpec(
                                "spring redis",
                                compared,
                                (payload, threads) -> SpringRedis.target(spec, payload, false)),
                        new TargetSpec(
                                "spring redis indexed",
                                compared,
                                (payload, threads) -> SpringRedis.target(spec, payload, true)),
                        new TargetSpec(
                                "vertx redis",
                                compared,
                                (payload, threads) -> VertxStores.redis(spec, payload, threads)));
            case "jdbc" ->
                List.of(new TargetSpec(
                        "spring jdbc", compared, (payload, threads) -> SpringJdbc.target(spec, payload, threads)));
            default -> List.of();
        };
    }

    /**
     * Finds which web servers work on a backend.
     *
     * @param spec of one Redis server or of a database
     * @param baseline the target to compare them with
     * @return those that do the work of the level {@code HTTP}; express-session only where Node and npm are
     */
    public static List<TargetSpec> http(StoreSpec spec, String baseline) {
        Optional<String> compared = Optional.of(baseline);
        TargetSpec spring = new TargetSpec(
                spec.backend().equals("jdbc") ? "http spring jdbc" : "http spring redis",
                compared,
                (payload, threads) -> SpringWebMain.start(spec, payload, threads));
        TargetSpec express =
                new TargetSpec("http express redis", compared, (payload, threads) -> Express.start(spec, payload));
        return spec.backend().equals("redis-lettuce") && Express.isHere() ? List.of(spring, express) : List.of(spring);
    }

    /**
     * A Spring Boot application with Spring Security in front, with our sessions and with Spring Session's.
     *
     * @param spec of one Redis server
     * @return ours, its baseline, which touches no session, and Spring Session's
     */
    public static List<TargetSpec> security(StoreSpec spec) {
        String baseline = "http hello security";
        return List.of(
                security(
                        "http security redis-lettuce",
                        spec,
                        Optional.of(baseline),
                        SecurityWebMain.Sessions.OURS,
                        true),
                security(baseline, spec, Optional.empty(), SecurityWebMain.Sessions.OURS, false),
                security(
                        "http spring security redis",
                        spec,
                        Optional.of(baseline),
                        SecurityWebMain.Sessions.SPRING,
                        true));
    }

    private static TargetSpec security(
            String name,
            StoreSpec spec,
            Optional<String> baseline,
            SecurityWebMain.Sessions sessions,
            boolean withSession) {
        return new TargetSpec(
                name,
                baseline,
                (payload, threads) -> SecurityWebMain.start(spec, sessions, withSession, payload, threads));
    }
}
