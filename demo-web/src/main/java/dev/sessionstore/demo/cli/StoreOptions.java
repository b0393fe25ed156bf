package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.http.StartException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where sessions are kept. */
final class StoreOptions {

    private static final System.Logger LOG = System.getLogger("store");
    private static final long RETRY_MILLIS = 200;

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

    @Option(
            names = "--start-timeout",
            paramLabel = "<time>",
            defaultValue = "10s",
            converter = DurationConverter.Required.class,
            description =
                    "How long to wait for a backend that does not answer yet; 0s to try once (default: ${DEFAULT-VALUE}).")
    Duration startTimeout = Duration.ZERO;

    /**
     * Opens the store. Tries again while it does not answer, since a database may start later or need longer for its first
     * connection than for any other.
     *
     * @throws StartException when there is no such backend, its options are wrong or it does not answer in time
     */
    Store open() {
        long deadline = System.nanoTime() + startTimeout.toNanos();
        StoreSpec spec = spec();
        for (boolean first = true; ; first = false) {
            try {
                return Backends.open(spec);
            } catch (StoreUnavailableException e) {
                if (System.nanoTime() - deadline >= 0 || !waited(e, first)) {
                    throw cannotUse(e);
                }
            } catch (RuntimeException e) {
                throw cannotUse(e);
            }
        }
    }

    /**
     * As {@link #open}, for what is to find sessions there, or to leave them.
     *
     * @throws StartException also for the memory of this process
     */
    Store openExisting() {
        if (store.equals(Backends.MEMORY)) {
            throw new StartException(
                    "Say which store with --store and --url: memory is that of this process alone", null);
        }
        return open();
    }

    /** {@return false when the process is to end} */
    private boolean waited(StoreUnavailableException why, boolean first) {
        if (first) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Waiting up to {0} s for {1}: {2}",
                    startTimeout.toSeconds(),
                    store,
                    why.getMessage());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
