package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.demo.stores.Backends;
import dev.sessionstore.demo.stores.StoreSpec;
import java.time.ZoneId;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where sessions are kept. */
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "<backend>",
            defaultValue = "memory",
            completionCandidates = Names.class,
            description = "Where sessions are kept: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    String store = "memory";

    @Option(
            names = "--url",
            paramLabel = "<url>",
            description =
                    "Where the backend is: redis[s]://[user:password@]host:port[/db], redis[s]-cluster://host:port,..., redis[s]-sentinel://host:port,.../master-name or jdbc:...")
    @Nullable
    String url;

    @Option(
            names = "--user",
            paramLabel = "<name>",
            description = "Who logs in to the backend, if the URL does not say.")
    @Nullable
    String user;

    @Option(names = "--password", paramLabel = "<password>", description = "Their password.")
    @Nullable
    String password;

    @Option(
            names = "--prefix",
            paramLabel = "<text>",
            description = "What each key in Redis begins with (default: sess:).")
    @Nullable
    String prefix;

    @Option(
            names = "--zone",
            paramLabel = "<zone>",
            description = "The time zone that PostgreSQL gives Node's sessions (default: UTC).")
    @Nullable
    ZoneId zone;

    /**
     * Opens the store.
     *
     * @throws StartException when there is no such backend, its options are wrong or it does not answer
     */
    Store open() {
        try {
            return Backends.open(spec());
        } catch (RuntimeException e) {
            throw e instanceof StartException known ? known : cannotUse(e);
        }
    }

    /** @throws StartException when there is no such backend or its options are wrong */
    StoreSpec spec() {
        if (!Backends.names().contains(store)) {
            throw new StartException(
                    "Unknown --store '" + store + "', choose one of " + String.join(", ", Backends.names()), null);
        }
        try {
            boolean memory = store.equals(Backends.MEMORY);
            if (memory) {
                refuse(url, "--url");
                refuse(user, "--user");
                refuse(password, "--password");
            } else if (url == null) {
                throw new IllegalArgumentException(
                        store.startsWith("redis-")
                                ? "it needs --url redis[s]://[user:password@]host:port[/db],"
                                        + " redis-cluster://host:port,... or redis-sentinel://host:port,.../master-name"
                                : "it needs --url jdbc:mysql|mariadb|postgresql|h2:...");
            }
            if (!store.startsWith("redis-")) {
                refuse(prefix, "--prefix");
            }
            return StoreSpec.of(store, url)
                    .withLogin(user, password)
                    .withPrefix(prefix)
                    .withZone(zone);
        } catch (IllegalArgumentException e) {
            throw cannotUse(e);
        }
    }

    private StartException cannotUse(RuntimeException e) {
        return new StartException("Cannot use --store " + store + ": " + e.getMessage(), e);
    }

    private static void refuse(@Nullable String value, String option) {
        if (value != null) {
            throw new IllegalArgumentException("it takes no " + option);
        }
    }

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Backends.names().iterator();
        }
    }
}
