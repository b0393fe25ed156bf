package dev.sessionstore.demo;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where sessions are kept. */
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "<backend>",
            defaultValue = "memory",
            completionCandidates = Backends.Names.class,
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
}
