package dev.sessionstore.session;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys of AES-256 for {@link SessionManagerBuilder#seal(SealingKeys)}. The first one seals, all of them open. Immutable, but that keys
 * {@link #from} a supplier follow it. Thread-safe.
 */
public final class SealingKeys {

    static final int KEY_BYTES = 32;

    private final KeySource source;

    private SealingKeys(KeySource source) {
        this.source = source;
    }

    /**
     * One key.
     *
     * @param id stands in each record that the key seals: 1 to 32 letters, digits, {@code -} and {@code _}. A key that takes the place
     *     of another needs another id
     * @param key 32 random bytes; copied
     * @return the keys
     * @throws IllegalArgumentException when the id is none, or the key has another length
     */
    public static SealingKeys of(String id, byte @Nullable [] key) {
        return builder().key(id, key).build();
    }

    /** {@return a builder without keys} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Keys that are kept elsewhere: in a key management service, a vault, a mounted file. The supplier is called now, on this thread, and
     * at the first use after each interval, on a thread of its own, while requests go on with the keys that are there. It is called early,
     * once a second at most, when a record names a key that is not there; the request waits two seconds for it. When it fails
     * the last keys stay, and the log says so, with the class of the exception and without its message.
     *
     * @param supplier gives all keys; it should end its calls in time
     * @param interval at least a millisecond
     * @return the keys
     * @throws IllegalArgumentException when the interval is too short
     * @throws IllegalStateException when the supplier fails now; its stack trace is that of the supplier's exception
     */
    public static SealingKeys from(Supplier<SealingKeys> supplier, Duration interval) {
        Settings.requirePositive("interval", interval);
        return new SealingKeys(
                RefreshedKeys.start(Objects.requireNonNull(supplier, "supplier"), interval, System::nanoTime, work -> {
                    Thread thread = new Thread(work, "session store, sealing keys");
                    thread.setDaemon(true);
                    thread.start();
                }));
    }

    static SealingKeys of(KeySource source) {
        return new SealingKeys(source);
    }

    KeySource source() {
        return source;
    }

    /** {@return the ids, and nothing of the keys} */
    @Override
    public String toString() {
        return "SealingKeys" + source.last();
    }

    /** The keys one after another, the one that seals first. Not thread-safe. */
    public static final class Builder {

        private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

        private final Map<String, SecretKey> keys = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a key.
         *
         * @param id as in {@link SealingKeys#of}
         * @param key 32 random bytes; copied
         * @return this
         * @throws IllegalArgumentException when the id is none or was added before, or when the key is null or has another length
         */
        public Builder key(String id, byte @Nullable [] key) {
            if (!isId(Objects.requireNonNull(id, "id"))) {
                throw new IllegalArgumentException(
                        "the id of a sealing key is 1 to 32 letters, digits, '-' and '_', and this has " + id.length()
                                + " characters or others among them");
            }
            if (key == null) {
                throw new IllegalArgumentException("sealing key '" + id
                        + "' is null: if it comes from an environment variable or a property, that is not set");
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("sealing key '" + id + "' has " + key.length
                        + " bytes, and AES-256 needs " + KEY_BYTES + " random ones");
            }
            if (keys.putIfAbsent(id, new SecretKeySpec(key, "AES")) != null) {
                throw new IllegalArgumentException("there are two sealing keys '" + id + "'");
            }
            return this;
        }

        /**
         * Adds a key, as {@code openssl rand -base64 32} prints it.
         *
         * @param id as in {@link SealingKeys#of}
         * @param base64 32 random bytes in base64 or base64url, with or without padding
         * @return this
         * @throws IllegalArgumentException as {@link #key(String, byte[])}, or when it is no base64
         */
        public Builder key(String id, @Nullable String base64) {
            return key(id, base64 == null ? null : decode(id, base64.strip()));
        }

        private static byte[] decode(String id, String base64) {
            try {
                return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
            } catch (IllegalArgumentException e) { // whose message quotes a part of it
                throw new IllegalArgumentException("sealing key '" + (isId(id) ? id : "") + "' is no base64");
            }
        }

        static boolean isId(String id) {
            return ID.matcher(id).matches();
        }

        /**
         * {@return the keys}
         *
         * @throws IllegalArgumentException when there is none
         */
        public SealingKeys build() {
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("there is no sealing key");
            }
            return new SealingKeys(new KeyRing(keys));
        }

        /** {@return the ids, and nothing of the keys} */
        @Override
        public String toString() {
            return "SealingKeys.Builder" + keys.keySet();
        }
    }
}
