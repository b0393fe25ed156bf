package dev.sessionstore.near;

import dev.sessionstore.Watch.Reading;
import java.time.Duration;

/** Where sessions are read that are to be kept as copies. */
interface Source extends AutoCloseable {

    /** Reads a session; {@link Reading#watched()} when it may become a copy. */
    Reading read(String sid);

    /** {@return whether a copy that is found after this call may be used} */
    boolean isProven();

    /** {@return how long a copy may be used at most} */
    Duration longest();

    @Override
    void close();
}
