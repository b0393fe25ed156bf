package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and ends the sessions of an owner. Thread-safe. */
final class OwnedSessions {

    private static final System.Logger LOG = System.getLogger(SessionManager.class.getName());
    private static final int HANDLE_BYTES = 16;

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
        List<OwnedSession> sessions = new ArrayList<>();
        String currentKey = current == null ? "" : context.owners().key(current.id());
        for (String key : context.owners().keys(owner)) {
            find(key, owner, key.equals(currentKey)).ifPresent(sessions::add);
        }
        return sessions;
    }

    /** {@return the session, unless it ended meanwhile or belongs to somebody else} */
    private Optional<OwnedSession> find(String key, String owner, boolean current) {
        String text = context.owners().get(key).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        Session session = null;
        try {
            session = OwnerOption.view(context, key, text);
            if (session == null || !owner.equals(option.ownerOf(context, key, text))) {
                return Optional.empty();
            }
        } catch (UnreadableSessionException e) {
            LOG.log(Level.WARNING, "A session is listed without its attributes: {0}", e.getMessage());
        }
        Instant expiresAt = context.owners().expiresAt(key).orElse(null);
        return Optional.of(new OwnedSession(handle(key), session, expiresAt, current));
    }

    int destroyAll(String owner, @Nullable Session except) {
        return context.owners().destroyAll(owner, except == null ? Set.of() : Set.of(except.id()));
    }

    boolean destroy(String owner, String id) {
        for (String key : context.owners().keys(owner)) {
            if (handle(key).equals(id)) {
                boolean destroyed = context.owners().destroy(key);
                context.owners().unbind(key, owner);
                return destroyed;
            }
        }
        return false;
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
        try {
            String owner = option.ownerOf(context, key, text);
            if (owner == null) {
                return false;
            }
            context.owners().bind(key, owner, expiresAt);
            return true;
        } catch (UnreadableSessionException e) {
            LOG.log(Level.WARNING, "A session is not indexed: {0}", e.getMessage());
            return false;
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
