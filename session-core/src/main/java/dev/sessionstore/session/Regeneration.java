package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a session a new id and keeps its data. The new record is stored first, then the old one is
 * removed if its text is still the one that the new record was made of; else the new one is made anew of what is there.
 */
final class Regeneration {

    private final SessionRecord old;
    private final SessionRecord next;

    /** Of an earlier attempt as of the next: they are applied to whatever is stored. */
    private final Attributes.Changes changes;

    private Regeneration(SessionRecord old, SessionRecord next) {
        this.old = old;
        this.next = next;
        this.changes = old.changes();
    }

    /**
     * {@return what takes the session's place, stored now; null when the session ended meanwhile: it does not live on under
     * another id}
     *
     * @throws SessionConflictException when others changed it too many times; the old record stays and there is no new one
     */
    static @Nullable SessionRecord keepingData(SessionRecord old, CookieOptions options) {
        if (old.isGone() || !isUpToDate(old)) {
            return null;
        }
        Settings settings = old.context.settings();
        CookieFields cookie = old.cookie.fields().copy();
        options.secure(cookie, settings.isSecure(old.request));
        return new Regeneration(old, old.withId(settings.newSid(old.request), cookie)).run();
    }

    /** Without conditional writes, reads once what others wrote; with them, the removal of the old record reports it. */
    private static boolean isUpToDate(SessionRecord old) {
        return !old.isStored()
                || old.context.store().areConditional()
                || old.writer.rebase(old.changes(), old.cookie.fields());
    }

    private @Nullable SessionRecord run() {
        if (!next.writer.create()) {
            return null;
        }
        if (old.isStored() && !replaceOld()) {
            return null;
        }
        next.succeed(changes);
        return next;
    }

    /** {@return whether the old one was still there} If not, or if that is unknown, the next one is destroyed. */
    private boolean replaceOld() {
        boolean removed = false;
        try {
            removed = removeOld();
        } finally {
            if (!removed) {
                next.destroy();
            }
        }
        return removed;
    }

    private boolean removeOld() {
        int attempts = old.context.settings().mergeAttempts();
        for (int attempt = 0; attempt < attempts; attempt++) {
            switch (old.context.store().remove(old.id(), stored(old))) {
                case WRITTEN -> {
                    old.markDestroyed();
                    return true;
                }
                case GONE -> {
                    old.markGone();
                    return false;
                }
                case CHANGED -> {
                    Backoff.pause(attempt);
                    if (!old.writer.rebase(changes, next.cookie.fields())) {
                        return false;
                    }
                    overwriteNext();
                }
            }
        }
        throw SessionWriter.overtaken(old.context);
    }

    /** The attributes, which both have in common, were rebased; no other request knows the id. */
    private void overwriteNext() {
        next.cookie.become(old.cookie.fields().copy());
        long now = next.context.now();
        String text = next.compose(now);
        if (next.writer.replace(text, now) != WriteOutcome.WRITTEN) {
            throw new SessionException("the store lost the new session before anybody knew its id", null);
        }
    }

    private static String stored(SessionRecord record) {
        return Objects.requireNonNull(record.stored);
    }
}
