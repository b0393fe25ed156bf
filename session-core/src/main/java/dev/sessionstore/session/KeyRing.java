package dev.sessionstore.session;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Sealing keys by their ids; the first one seals. Immutable. */
final class KeyRing implements KeySource {

    /** Opens nothing. */
    static final KeyRing EMPTY = new KeyRing(Map.of());

    private final Map<String, SecretKey> keys;

    KeyRing(Map<String, SecretKey> keys) {
        this.keys = new LinkedHashMap<>(keys);
    }

    /** {@return the id of the key that seals} */
    String first() {
        return keys.keySet().iterator().next();
    }

    @Nullable
    SecretKey find(String id) {
        return keys.get(id);
    }

    @Override
    public KeyRing current() {
        return this;
    }

    @Override
    public KeyRing afterMiss() {
        return this;
    }

    @Override
    public KeyRing last() {
        return this;
    }

    /** {@return the ids, and nothing of the keys} */
    @Override
    public String toString() {
        return keys.keySet().toString();
    }
}
