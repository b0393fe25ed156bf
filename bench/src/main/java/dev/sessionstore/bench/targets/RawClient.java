package dev.sessionstore.bench.targets;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The client of a backend as its good users call it: each method is one command or statement. Thread-safe. */
interface RawClient extends AutoCloseable {

    Duration LIFETIME = Duration.ofMinutes(30);

    @Nullable
    String get(String sid) throws Exception;

    void set(String sid, String json) throws Exception;

    /** Lets it live for {@link #LIFETIME} from now on; false when it is not there. */
    boolean touch(String sid) throws Exception;

    boolean delete(String sid) throws Exception;

    /** Closes the connections; what was written stays. */
    @Override
    void close() throws Exception;
}
