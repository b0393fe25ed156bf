package dev.sessionstore.bench.targets;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.near.NearStore;
import dev.sessionstore.session.SessionManagerBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Our stores and their baselines, ready for a run. */
public final class StoreTargets {

    private static final int COPIES = 100_000;
    private static final long BYTES_PER_COPY = 10_000;

    private StoreTargets() {}

    /**
     * Some of our stores, each with its baseline after it. Names are unique: where two specs are of one kind, the second's end in 2.
     *
     * @param specs which stores; their prefixes and tables do not count
     * @param level how much of a request is done
     * @return targets for one run
     */
    public static List<TargetSpec> of(List<StoreSpec> specs, Level level) {
        return numbered(specs, spec -> of(spec, level));
    }

    /**
     * Some of our stores through the whole session path, each with {@link #owned} after it. Names are unique as those of
     * {@link #of(List, Level)}.
     *
     * @param specs which stores; their prefixes and tables do not count
     * @return targets for one run
     */
    public static List<TargetSpec> owned(List<StoreSpec> specs) {
        return numbered(specs, StoreTargets::owned);
    }

    private static List<TargetSpec> numbered(List<StoreSpec> specs, Function<StoreSpec, List<TargetSpec>> targetsOf) {
        Map<String, Integer> seen = new HashMap<>();
        List<TargetSpec> targets = new ArrayList<>();
        for (StoreSpec spec : specs) {
            int number = seen.merge(Backend.of(spec).name(), 1, Integer::sum);
            String suffix = number == 1 ? "" : " " + number;
            targetsOf
                    .apply(spec)
                    .forEach(target -> targets.add(new TargetSpec(
                            target.name() + suffix, target.baseline().map(name -> name + suffix), target.opener())));
        }
        return List.copyOf(targets);
    }

    /**
     * One of our stores, and its baseline beside it.
     *
     * @param spec which store; its prefix and table do not count
     * @param level how much of a request is done
     * @return ours, then its baseline; ours alone for a Redis Cluster or a Sentinel
     */
    public static List<TargetSpec> of(StoreSpec spec, Level level) {
        Backend backend = Backend.of(spec);
        String name = backend.name();
        return switch (level) {
            case STORE ->
                pair(
                        backend,
                        name,
                        "raw " + name,
                        (store, payload) -> new StoreWork(store, ReadyJson.of(payload)),
                        (client, payload) -> new RawWork(client, ReadyJson.of(payload)));
            case SESSION ->
                pair(backend, "session " + name, "raw session " + name, SessionWork::new, RawSessionWork::new);
            case HTTP -> http(spec, name);
        };
    }

    /**
     * One operation of one of our stores, beside the raw client's single command: {@code change} does it and nothing else.
     *
     * @param spec as for {@link #of}
     * @param operation what change does
     * @return ours, then its baseline; ours alone for a Redis Cluster or a Sentinel
     */
    public static List<TargetSpec> operation(StoreSpec spec, Operation operation) {
        Backend backend = Backend.of(spec);
        String name = operation.name().toLowerCase(Locale.ROOT) + " " + backend.name();
        return pair(
                backend,
                name,
                "raw " + name,
                (store, payload) -> OneOperation.of(operation, store, ReadyJson.of(payload)),
                (client, payload) -> OneOperation.of(operation, client, ReadyJson.of(payload)));
    }

    /**
     * The whole session path with {@code lastWriteWins()}: it saves without a look whether somebody else has changed the session,
     * as the raw client does.
     *
     * @param spec which store; its prefix and table do not count
     * @return a target with the baseline that {@link Level#SESSION} has
     */
    public static TargetSpec lastWriteWins(StoreSpec spec) {
        Backend backend = Backend.of(spec);
        TargetSpec careful = of(spec, Level.SESSION).get(0);
        return new TargetSpec(
                careful.name() + " lastWriteWins",
                careful.baseline(),
                (payload, threads) -> ours(
                        backend,
                        payload,
                        threads,
                        (store, carried) -> new SessionWork(store, carried, SessionManagerBuilder::lastWriteWins)));
    }

    /**
     * The whole session path over copies in the process.
     *
     * @param spec which store, one that reports changes; its prefix and table do not count
     * @return a target with the baseline that {@link Level#SESSION} has
     */
    public static TargetSpec near(StoreSpec spec) {
        Backend backend = Backend.of(spec);
        TargetSpec plain = of(spec, Level.SESSION).get(0);
        return new TargetSpec(plain.name() + " near", plain.baseline(), (payload, threads) -> {
            String namespace = Namespaces.unique();
            OpenStore open = backend.store(namespace, threads);
            NearStore near = NearStore.over(open.store())
                    .entries(COPIES)
                    .bytes(COPIES * BYTES_PER_COPY)
                    .build();
            OpenStore both = new OpenStore(near, open);
            return withCleanup(backend, namespace, both, new SessionWork(near, payload));
        });
    }

    /**
     * The whole session path with the option {@code owner}, and the same without it as its baseline. In both a login puts the user
     * into the session.
     *
     * @param spec which store; its prefix and table do not count
     * @return the one without it, then the one with it
     */
    public static List<TargetSpec> owned(StoreSpec spec) {
        Backend backend = Backend.of(spec);
        String name = "session " + backend.name();
        String without = name + " no owner";
        return List.of(
                new TargetSpec(
                        without,
                        Optional.empty(),
                        (payload, threads) -> users(backend, payload, threads, options -> options)),
                new TargetSpec(
                        name + " owner",
                        Optional.of(without),
                        (payload, threads) -> users(backend, payload, threads, Users::asOwners)));
    }

    private static Target users(
            Backend backend, Payload payload, int threads, UnaryOperator<SessionManagerBuilder> options)
            throws Exception {
        Users users = new Users();
        return ours(
                backend, payload, threads, (store, carried) -> new SessionWork(store, carried, options, users::login));
    }

    /**
     * A web server with our filter whose application reaches its session through {@code HttpSession}; without a baseline.
     *
     * @param spec which store; its prefix and table do not count
     * @return what {@link Level#HTTP} has through our own {@code Session}
     */
    public static TargetSpec httpSession(StoreSpec spec) {
        return new TargetSpec(
                "http HttpSession " + Backend.of(spec).name(),
                Optional.empty(),
                WebServerMain.opener(spec, WebServerMain.Api.HTTP_SESSION));
    }

    private static List<TargetSpec> http(StoreSpec spec, String name) {
        String baseline = "http hello " + name;
        return List.of(
                new TargetSpec(
                        "http " + name, Optional.of(baseline), WebServerMain.opener(spec, WebServerMain.Api.OWN)),
                new TargetSpec(baseline, Optional.empty(), WebServerMain.opener(spec, WebServerMain.Api.NONE)));
    }

    /**
     * Several application nodes in this process, each with a store and a {@code SessionManager} of its own, on the same sessions;
     * a request goes to any of them.
     *
     * @param spec which store, one that several can share; its prefix and table do not count
     * @param nodes how many
     * @return their target, without a baseline
     */
    public static TargetSpec nodes(StoreSpec spec, int nodes) {
        Backend backend = Backend.of(spec);
        return new TargetSpec(
                nodes + (nodes == 1 ? " node " : " nodes ") + backend.name(), Optional.empty(), (payload, threads) -> {
                    String namespace = Namespaces.unique();
                    Nodes open = Nodes.open(backend, namespace, nodes, payload, threads);
                    return withCleanup(backend, namespace, open, open);
                });
    }

    @FunctionalInterface
    private interface WorkOn<T> {
        Work of(T connected, Payload payload);
    }

    private static List<TargetSpec> pair(
            Backend backend, String ours, String baseline, WorkOn<Store> work, WorkOn<RawClient> rawWork) {
        List<TargetSpec> pair = new ArrayList<>();
        pair.add(new TargetSpec(
                ours,
                backend.hasRawClient() ? Optional.of(baseline) : Optional.empty(),
                (payload, threads) -> ours(backend, payload, threads, work)));
        if (backend.hasRawClient()) {
            pair.add(new TargetSpec(
                    baseline, Optional.empty(), (payload, threads) -> raw(backend, payload, threads, rawWork)));
        }
        return List.copyOf(pair);
    }

    private static Target ours(Backend backend, Payload payload, int threads, WorkOn<Store> work) throws Exception {
        String namespace = Namespaces.unique();
        OpenStore open = backend.store(namespace, threads);
        return withCleanup(backend, namespace, open, work.of(open.store(), payload));
    }

    private static Target raw(Backend backend, Payload payload, int threads, WorkOn<RawClient> work) throws Exception {
        String namespace = Namespaces.unique();
        RawClient client = backend.raw(namespace, threads);
        return withCleanup(backend, namespace, client, work.of(client, payload));
    }

    private static Target withCleanup(Backend backend, String namespace, AutoCloseable connections, Work work)
            throws Exception {
        try {
            return new Cleanup(work, backend.watch(), connections, () -> backend.clear(namespace));
        } catch (Exception e) {
            try (connections) {
                backend.clear(namespace);
            }
            throw e;
        }
    }
}
