package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists and ends the sessions of an owner. Thread-safe. */
final class OwnedSessions {

    private static final System.Logger LOG = System.getLogger(SessionManager.class.getName());
    private static final int HANDLE_BYTES = 16;

    /** Of {@link #destroyAll}; each but the first needs ids that change at that moment. */
    private static final int MAX_PASSES = 100;

    private final SessionContext context;
    private final OwnerOption option;

    /** @throws IllegalStateException without the option owner */
    OwnedSessions(SessionContext context) {
        OwnerOption chosen = context.settings().owner();
        if (chosen == null) {
            throw new IllegalStateException(
                    "whose sessions there are is only known with the option owner of SessionManagerBuilder");
        }
        this.context = context;
        this.option = chosen;
    }

    List<OwnedSession> list(String owner, @Nullable Session current) {
        String currentKey = current == null ? "" : context.owners().key(current.id());
        List<OwnedSession> sessions = new ArrayList<>();
        find(owner).forEach((key, text) -> sessions.add(view(key, text, key.equals(currentKey))));
        return sessions;
    }

    private OwnedSession view(String key, String text, boolean current) {
        Session session = null;
        try {
            session = OwnerOption.view(context, key, context.store().openKey(key, text));
        } catch (UnreadableSessionException e) {
            LOG.log(Level.WARNING, "A session is listed without its attributes: {0}", e.getMessage());
        }
        Instant expiresAt = context.owners().expiresAt(key).orElse(null);
        return new OwnedSession(handle(key), session, expiresAt, current);
    }

    /** {@return the keys and texts of the sessions of an owner, that of the earliest login first} */
    Map<String, String> find(String owner) {
        return find(owner, key -> {});
    }

    /** @param missing receives the keys of entries that have no session */
    private Map<String, String> find(String owner, Consumer<String> missing) {
        Map<String, String> texts = new HashMap<>();
        List<String> keys = context.owners().keys(owner, key -> {
            String text = context.owners().get(key).orElse(null);
            if (text == null) {
                missing.accept(key);
                return false;
            }
            if (!isOwned(key, text, owner)) {
                return false;
            }
            texts.put(key, text);
            return true;
        });
        Map<String, String> found = new LinkedHashMap<>();
        keys.forEach(key -> found.put(key, Objects.requireNonNull(texts.get(key))));
        return found;
    }

    /** A session that is unreadable counts as the owner's, so that it can be ended. */
    private boolean isOwned(String key, String text, String owner) {
        try {
            return owner.equals(option.ownerOf(context, key, context.store().openKey(key, text)));
        } catch (SessionException e) {
            requireUnreadable(e);
            return true;
        }
    }

    private static void requireUnreadable(SessionException failure) {
        if (!OwnerOption.isUnreadable(failure)) {
            throw failure;
        }
    }

    /** @param bySid gives the session of a sid */
    List<Session> load(String owner, Function<String, Optional<Session>> bySid) {
        if (context.store().hashesSids()) {
            throw new IllegalStateException("with hashSids nobody but the browser knows the ids of sessions");
        }
        List<Session> sessions = new ArrayList<>();
        for (String sid : find(owner).keySet()) {
            bySid.apply(sid).ifPresent(sessions::add);
        }
        return sessions;
    }

    /** Looks again as long as sessions vanish between the look at the index and their end: their ids may have been changed. */
    int destroyAll(String owner, @Nullable Session except) {
        String spared = except == null ? "" : context.owners().key(except.id());
        Set<String> vanished = new HashSet<>();
        int destroyed = 0;
        int before;
        int passes = 0;
        do {
            before = vanished.size();
            for (Map.Entry<String, String> one : find(owner, vanished::add).entrySet()) {
                String key = one.getKey();
                if (key.equals(spared)) {
                    continue;
                }
                if (end(key, one.getValue(), owner)) {
                    destroyed++;
                } else {
                    vanished.add(key);
                }
            }
            passes++;
        } while (vanished.size() > before && passes < MAX_PASSES);
        return destroyed;
    }

    boolean destroy(String owner, String id) {
        for (Map.Entry<String, String> one : find(owner).entrySet()) {
            if (handle(one.getKey()).equals(id)) {
                return end(one.getKey(), one.getValue(), owner);
            }
        }
        return false;
    }

    /**
     * Ends a session as long as it is the owner's, whatever other requests save in it meanwhile.
     *
     * @return whether it was there
     */
    boolean end(String key, String text, String owner) {
        String expected = text;
        for (int attempt = 0; attempt < context.settings().mergeAttempts(); attempt++) {
            WriteOutcome outcome = context.owners().remove(key, expected);
            if (outcome != WriteOutcome.CHANGED) {
                context.owners().unbind(key, owner);
                return outcome == WriteOutcome.WRITTEN;
            }
            Backoff.pause(attempt);
            expected = context.owners().get(key).orElse(null);
            if (expected == null || !isOwned(key, expected, owner)) {
                return false;
            }
        }
        return context.owners().destroy(key);
    }

    long reindex() {
        long[] indexed = new long[1];
        context.owners().eachKey(key -> {
            if (index(key)) {
                indexed[0]++;
            }
        });
        return indexed[0];
    }

    private boolean index(String key) {
        Instant expiresAt = context.owners().expiresAt(key).orElse(null);
        String text = context.owners().get(key).orElse(null);
        if (text == null || expiresAt == null) {
            return false;
        }
        String owner = ownerOrNobody(key, text);
        if (owner == null) {
            return false;
        }
        context.owners().bind(key, owner, expiresAt);
        return true;
    }

    private @Nullable String ownerOrNobody(String key, String text) {
        try {
            return option.ownerOf(context, key, context.store().openKey(key, text));
        } catch (SessionException e) {
            requireUnreadable(e);
            LOG.log(Level.WARNING, "A session is not indexed: {0}", e.getMessage());
            return null;
        }
    }

    /** A digest, since a key that was not hashed is the secret that gets somebody into the session. */
    private static String handle(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("handle:" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HANDLE_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
