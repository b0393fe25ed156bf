package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes a session to the store: as a new record, or in place of the text that it was loaded from, merged with what other requests
 * wrote meanwhile. Belongs to one {@link SessionRecord}; not thread-safe.
 */
final class SessionWriter {

    private static final int SID_ATTEMPTS = 3;

    private final SessionRecord record;
    private final Comparison comparison = new Comparison();

    SessionWriter(SessionRecord record) {
        this.record = record;
    }

    /**
     * Writes the session, merged with what other requests wrote since it was loaded.
     *
     * @return WRITTEN or GONE
     * @throws SessionConflictException when other requests saved first too many times
     */
    WriteOutcome save(Attributes.Changes changes) {
        if (record.stored == null) {
            if (!create()) {
                return WriteOutcome.GONE;
            }
            record.markWritten(changes);
            return WriteOutcome.WRITTEN;
        }
        CookieFields mine = record.cookie.fields();
        for (int attempt = 0; attempt < record.context.settings().mergeAttempts(); attempt++) {
            long now = record.context.now();
            String text = record.compose(now);
            switch (replace(text, now)) {
                case WRITTEN -> {
                    record.markWritten(changes);
                    record.context.note(SessionActivity.SAVED);
                    return WriteOutcome.WRITTEN;
                }
                case GONE -> {
                    record.markGone();
                    return WriteOutcome.GONE;
                }
                case CHANGED -> {
                    Backoff.pause(attempt);
                    if (!rebase(changes, mine)) {
                        return WriteOutcome.GONE;
                    }
                    record.context.note(SessionActivity.MERGED);
                }
            }
        }
        throw overtaken(record.context);
    }

    static SessionConflictException overtaken(SessionContext context) {
        context.note(SessionActivity.CONFLICT);
        int attempts = context.settings().mergeAttempts();
        return new SessionConflictException(
                "other requests changed the session each of the " + attempts + " times that it was to be saved");
    }

    /** {@return false when it was stored, and ended at once, since its owner has too many sessions} */
    boolean create() {
        for (int attempt = 0; attempt < SID_ATTEMPTS; attempt++) {
            long now = record.context.now();
            String text = record.compose(now);
            WriteOutcome outcome = write(
                    text,
                    now,
                    data -> record.context.store().create(record.id(), data, record.expiry(now))
                            ? WriteOutcome.WRITTEN
                            : WriteOutcome.CHANGED);
            if (outcome == WriteOutcome.WRITTEN) {
                record.context.note(SessionActivity.CREATED);
                return true;
            }
            if (outcome == WriteOutcome.GONE) {
                return false;
            }
            record.dropId();
        }
        throw new SessionException("genid gave " + SID_ATTEMPTS + " ids one after another that are in use", null);
    }

    /** {@return the outcome; GONE too when it was written, and ended at once, since its owner has too many sessions} */
    WriteOutcome replace(String text, long now) {
        String expected = Objects.requireNonNull(record.stored);
        return write(
                text, now, data -> record.context.store().replace(record.id(), expected, data, record.expiry(now)));
    }

    private WriteOutcome write(String text, long now, Function<String, WriteOutcome> call) {
        record.ownerEntry.beforeWrite(record.id(), record.stored, text, record.renewal(now));
        String data = record.context.store().seal(record.id(), text, record.cookie.fields());
        WriteOutcome outcome = call.apply(data);
        if (outcome == WriteOutcome.GONE) {
            record.ownerEntry.gone(record.id());
        }
        if (outcome != WriteOutcome.WRITTEN) {
            return outcome;
        }
        String before = record.stored;
        record.stored = data;
        if (record.ownerEntry.written(record.id(), before, data)) {
            return WriteOutcome.WRITTEN;
        }
        record.destroy();
        record.markGone();
        record.ownerEntry.throwIfRefused();
        return WriteOutcome.GONE;
    }

    /** {@return false when the session has ended} */
    boolean rebase(Attributes.Changes changes, CookieFields mine) {
        String text = record.context.store().get(record.id()).orElse(null);
        StoredSession theirs = text == null ? null : StoredSession.read(record.context, record.id(), text);
        if (text == null || theirs == null) {
            record.markGone();
            return false;
        }
        if (record.stored != null
                && record.context.store().areConditional()
                && comparison.isHopeless(
                        record.id(),
                        record.stored,
                        text,
                        record.context.settings().unreadablePolicy())) {
            record.destroy();
            record.markGone();
            return false;
        }
        theirs.cookie().merge(record.storedCookie, mine);
        record.attributes.rebase(theirs.attributes(), changes);
        record.cookie.become(theirs.cookie());
        record.stored = text;
        return true;
    }
}
