package dev.sessionstore.bench.web;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.stores.StoreSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a web server in another process has to do. It is passed as arguments, and where the backend is as environment variables,
 * since everybody on the machine can read arguments.
 *
 * @param api how the application reaches its session, by a name that the server's main class knows
 * @param spec which backend
 * @param namespace the prefix or table to work in
 * @param payload what sessions carry
 * @param threads how many requests come at once
 */
public record WebTask(String api, StoreSpec spec, String namespace, Payload payload, int threads) {

    private static final String URL = "SESSIONSTORE_BENCH_URL";
    private static final String USER = "SESSIONSTORE_BENCH_USER";
    private static final String PASSWORD = "SESSIONSTORE_BENCH_PASSWORD";

    /**
     * Reads {@link #arguments} and {@link #environment} in the other process.
     *
     * @param arguments of its main method
     * @return the task
     */
    public static WebTask of(String... arguments) {
        return new WebTask(
                arguments[0],
                StoreSpec.of(arguments[1], System.getenv(URL)).withLogin(System.getenv(USER), System.getenv(PASSWORD)),
                arguments[2],
                new Payload(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])),
                Integer.parseInt(arguments[5]));
    }

    /** {@return the arguments of its main method} */
    public List<String> arguments() {
        return List.of(
                api,
                spec.backend(),
                namespace,
                String.valueOf(payload.bytes()),
                String.valueOf(payload.attributes()),
                String.valueOf(threads));
    }

    /** {@return variables that it needs besides those of this process} */
    public Map<String, String> environment() {
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
}
