package dev.sessionstore.session;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store as the session layer sees it: sids hashed and records sealed if so chosen, errors as {@link SessionException}, and writes conditional
 * unless the last one is to win. Thread-safe.
 */
final class StoreAccess {

    private final Store store;
    private final @Nullable ConditionalWrites conditional;
    private final boolean hashSids;
    private final Seal seal;
    private final StoreOutage outage;

    /**
     * @param conditional null: the last write wins
     */
    private StoreAccess(
            Store store, @Nullable ConditionalWrites conditional, boolean hashSids, Seal seal, InstantSource clock) {
        this.store = store;
        this.conditional = conditional;
        this.hashSids = hashSids;
        this.seal = seal;
        this.outage = new StoreOutage(clock);
    }

    /**
     * @throws IllegalArgumentException when the store cannot write conditionally and the last write is not to win
     */
    static StoreAccess of(Store store, boolean lastWriteWins, boolean hashSids, Seal seal, InstantSource clock) {
        if (lastWriteWins) {
            return new StoreAccess(store, null, hashSids, seal, clock);
        }
        return store.conditionalWrites()
                .map(writes -> new StoreAccess(store, writes, hashSids, seal, clock))
                .orElseThrow(
                        () -> new IllegalArgumentException("the store has no conditional writes, so changes of requests"
                                + " at the same time would be lost and a destroyed session could come back; choose lastWriteWins()"
                                + " if that is acceptable"));
    }

    StoreOutage outage() {
        return outage;
    }

    /** {@return the store itself, with its own sids and errors} */
    Store behind() {
        return store;
    }

    /** {@return what is to be stored of a session} */
    String seal(String sid, String json, CookieFields cookie) {
        return seal.seal(key(sid), json, cookie);
    }

    /**
     * {@return the JSON of the session in a stored text}
     *
     * @throws UnreadableSessionException that says of which session, and why
     */
    String open(String sid, String text) {
        return openKey(key(sid), text);
    }

    String openKey(String key, String text) {
        try {
            return seal.open(key, text);
        } catch (UnreadableSessionException e) {
            throw StoredSession.unreadable(key, e);
        }
    }

    Optional<String> get(String sid) {
        return call("load", sid, () -> store.get(key(sid)));
    }

    boolean create(String sid, String data, Instant expiresAt) {
        return call("save", sid, () -> {
            if (conditional != null) {
                return conditional.create(key(sid), data, expiresAt);
            }
            store.set(key(sid), data, expiresAt);
            return true;
        });
    }

    WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
        return call("save", sid, () -> {
            if (conditional != null) {
                return conditional.replace(key(sid), expected, data, expiresAt);
            }
            store.set(key(sid), data, expiresAt);
            return WriteOutcome.WRITTEN;
        });
    }

    /** {@return WRITTEN when it was removed; if the last write wins, whatever was stored} */
    WriteOutcome remove(String sid, String expected) {
        return removeKey(key(sid), expected);
    }

    WriteOutcome removeKey(String key, String expected) {
        return call("destroy", key, () -> {
            if (conditional == null) {
                return store.destroy(key) ? WriteOutcome.WRITTEN : WriteOutcome.GONE;
            }
            return conditional.replace(key, expected, expected, Instant.EPOCH);
        });
    }

    boolean areConditional() {
        return conditional != null;
    }

    boolean touch(String sid, Instant expiresAt) {
        return call("touch", sid, () -> store.touch(key(sid), expiresAt));
    }

    boolean destroy(String sid) {
        return call("destroy", sid, () -> store.destroy(key(sid)));
    }

    /** @param sid empty for a call that is not about one session */
    <T> T call(String operation, String sid, Supplier<T> call) {
        try {
            T result = call.get();
            outage.recordSuccess();
            return result;
        } catch (StoreUnavailableException e) {
            outage.recordFailure();
            throw new SessionUnavailableException(message(operation, sid, "the store is unavailable"), e);
        } catch (IllegalStateException e) {
            outage.recordFailure();
            throw new SessionUnavailableException(message(operation, sid, "the store is closed"), e);
        } catch (StoreException e) {
            outage.recordSuccess();
            throw new SessionException(message(operation, sid, "the store refused"), e);
        }
    }

    private static String message(String operation, String sid, String why) {
        String session = sid.isEmpty() ? "" : " session " + StoreArguments.shorten(sid);
        return "cannot " + operation + session + ": " + why;
    }

    boolean hashesSids() {
        return hashSids;
    }

    String key(String sid) {
        if (!hashSids) {
            return sid;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sid.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
