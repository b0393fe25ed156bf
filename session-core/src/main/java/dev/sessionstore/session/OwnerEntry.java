package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entry of one session in the store's index of owners: made before the session is written, renewed with it, removed after
 * it. An entry ends one {@code touchEvery} after the session, so that a save need not renew it each time. Does nothing without
 * the option owner. Belongs to one request; not thread-safe.
 */
final class OwnerEntry {

    private static final System.Logger LOG = System.getLogger(SessionExchange.class.getName());

    private final SessionContext context;
    private final @Nullable OwnerOption option;

    /** Who owned the session before its id was changed: another id is no login. */
    private @Nullable String inherited;

    /** The text that {@code knownOwner} is the owner of. */
    private @Nullable String known;

    private @Nullable String knownOwner;

    /** The JSON of what is about to be written, and that {@code composedOwner} is the owner of. */
    private @Nullable String composed;

    private @Nullable String composedOwner;

    /** The owner in the text that is about to be written. */
    private @Nullable String next;

    private long boundAt;

    OwnerEntry(SessionContext context) {
        this.context = context;
        this.option = context.settings().owner();
    }

    /** {@return whether what is about to be written is somebody's session} */
    boolean willHaveOwner(Supplier<String> sid, String text) {
        return option != null && ownerToBe(sid.get(), text) != null;
    }

    /** The session takes the place of another, which has this text. */
    void inherit(String sid, @Nullable String text) {
        inherited = ownerOf(sid, text);
    }

    /**
     * Before a session is created or replaced.
     *
     * @param stored the text to be replaced; null when there is none
     * @param text the JSON of the session that is to be written
     * @throws TooManySessionsException when this is a login that is refused
     */
    void beforeWrite(String sid, @Nullable String stored, String text, TouchCache.Renewal renewal) {
        if (option == null) {
            return;
        }
        String before = ownerOf(sid, stored);
        next = ownerToBe(sid, text);
        if (next == null || (next.equals(before) && isFresh(sid, renewal))) {
            return;
        }
        bind(sid, next, renewal);
        if (isLogin(before) && option.limit() == OwnerLimit.REFUSE && earlier(sid, next) >= option.max()) {
            throw new TooManySessionsException(option.max());
        }
    }

    /** Before the expiry of a session is moved. */
    void beforeTouch(String sid, @Nullable String stored, TouchCache.Renewal renewal) {
        String owner = ownerOf(sid, stored);
        if (owner != null && !isFresh(sid, renewal)) {
            bind(sid, owner, renewal);
        }
    }

    /** The session that was to be written has ended. */
    void gone(String sid) {
        if (next != null) {
            unbind(sid, next);
        }
    }

    /**
     * The write happened. An entry of an earlier owner stays: to remove it could meet the next login of that owner in this
     * session. It is not listed, and removed when that owner's sessions are.
     *
     * @param stored the text that was replaced; null when there was none
     * @param text the text that is stored now
     * @return false when the session is one too many for its owner and has to end
     */
    boolean written(String sid, @Nullable String stored, String text) {
        if (option == null) {
            return true;
        }
        boolean login = isLogin(ownerOf(sid, stored));
        known = text;
        knownOwner = next;
        inherited = null;
        return !login || knownOwner == null || endSurplus(sid, knownOwner);
    }

    /** @throws TooManySessionsException when one session too many is a login that is refused */
    void throwIfRefused() {
        if (option != null && option.limit() == OwnerLimit.REFUSE) {
            throw new TooManySessionsException(option.max());
        }
    }

    /** The session was destroyed. */
    void destroyed(String sid, @Nullable String stored) {
        String owner = ownerOf(sid, stored);
        if (owner != null) {
            unbind(sid, owner);
        }
    }

    /** {@return the renewal with the time at which the entry was last made or renewed} */
    TouchCache.Renewal noteOn(TouchCache.Renewal renewal, String sid) {
        if (option == null) {
            return renewal;
        }
        TouchCache.Renewal last = context.touches().get(sid);
        long earlier = last != null && last.lifetime() == renewal.lifetime() ? last.boundAt() : 0;
        return renewal.boundAt(Math.max(boundAt, earlier));
    }

    private boolean isLogin(@Nullable String before) {
        return next != null && !next.equals(before) && !next.equals(inherited);
    }

    private boolean isFresh(String sid, TouchCache.Renewal renewal) {
        TouchCache.Renewal last = context.touches().get(sid);
        if (last == null || last.lifetime() != renewal.lifetime()) {
            return false;
        }
        long age = renewal.at() - Math.max(last.boundAt(), boundAt);
        return age >= 0 && age < context.settings().touchEvery(renewal.lifetime());
    }

    private void bind(String sid, String owner, TouchCache.Renewal renewal) {
        long slack = context.settings().touchEvery(renewal.lifetime());
        long until = JsDate.clamp(renewal.expiry(renewal.at()) + slack);
        context.owners().bind(context.owners().key(sid), owner, Instant.ofEpochMilli(until));
        boundAt = renewal.at();
    }

    /** Best effort: an entry that stays ends by itself. */
    private void unbind(String sid, String owner) {
        try {
            context.owners().unbind(context.owners().key(sid), owner);
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "An entry of the index of owners stays until it ends: {0}", e.getMessage());
        }
    }

    /** {@return how many of the owner's sessions were logged in before this one} */
    private int earlier(String sid, String owner) {
        List<String> keys = List.copyOf(new OwnedSessions(context).find(owner).keySet());
        int own = keys.indexOf(context.owners().key(sid));
        return own < 0 ? keys.size() : own;
    }

    /**
     * Every login ends all that are too many, by the same order: once all logins are done, those that were to stay are there
     * and no others, however they met.
     *
     * @return false when this session is one of them
     */
    private boolean endSurplus(String sid, String owner) {
        if (option == null || option.max() == Integer.MAX_VALUE) {
            return true;
        }
        String own = context.owners().key(sid);
        OwnedSessions sessions = new OwnedSessions(context);
        Map<String, String> found = sessions.find(owner);
        int surplus = found.size() - option.max();
        long skipped = option.limit() == OwnerLimit.OLDEST_ENDS ? 0 : option.max();
        boolean stays = true;
        for (Map.Entry<String, String> one : found.entrySet().stream()
                .skip(skipped)
                .limit(Math.max(0, surplus))
                .toList()) {
            if (one.getKey().equals(own)) {
                stays = false;
            } else {
                sessions.end(one.getKey(), one.getValue(), owner);
            }
        }
        return stays;
    }

    private @Nullable String ownerToBe(String sid, String text) {
        if (option != null && !text.equals(composed)) {
            composedOwner = option.ownerOf(context, sid, text);
            composed = text;
        }
        return composedOwner;
    }

    private @Nullable String ownerOf(String sid, @Nullable String text) {
        if (option == null || text == null) {
            return null;
        }
        if (!text.equals(known)) {
            knownOwner = storedOwner(option, sid, text);
            known = text;
        }
        return knownOwner;
    }

    /** Nobody's when the application's function fails for it, so that the session can still be renewed, saved and destroyed. */
    private @Nullable String storedOwner(OwnerOption function, String sid, String text) {
        try {
            return function.ownerOf(context, sid, context.store().open(sid, text));
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "A stored session counts as nobody''s: {0}", e.getMessage());
            return null;
        }
    }
}
