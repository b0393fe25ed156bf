package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that sign cookies, checked. Not thread-safe. */
final class Secrets {

    private static final System.Logger LOG = System.getLogger(SessionManager.class.getName());

    /** 128 bits, if they are random. */
    private static final int SHORT = 16;

    private final List<byte[]> keys = new ArrayList<>();

    void add(byte @Nullable [] key) {
        if (key == null) {
            throw new IllegalArgumentException(
                    "secret is null: if it comes from an environment variable or a property, that is not set");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("secret is empty: anyone could sign cookies");
        }
        keys.add(key.clone());
    }

    /**
     * {@return the secrets, the first for signing}
     *
     * @throws IllegalArgumentException when there is none
     */
    List<byte[]> require() {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("secret is not given: without one, cookies cannot be signed");
        }
        if (keys.stream().anyMatch(key -> key.length < SHORT)) {
            LOG.log(
                    Level.WARNING,
                    "A secret has less than {0} bytes: whoever guesses it can take over every session; use 32 random bytes",
                    SHORT);
        }
        return keys;
    }
}
