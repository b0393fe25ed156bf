package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/** Loads the session of an id. */
final class SessionLoader {

    private SessionLoader() {}

    /**
     * {@return the session in the store; null when there is none}
     *
     * @throws UnreadableSessionException when there is something else
     */
    static @Nullable SessionRecord load(SessionContext context, SessionRequest request, String id) {
        SessionRecord record = find(context, request, id);
        context.note(record == null ? SessionActivity.ABSENT : SessionActivity.LOADED);
        return record;
    }

    private static @Nullable SessionRecord find(SessionContext context, SessionRequest request, String id) {
        TouchCache.Renewal last = context.touches().get(id);
        if (last == TouchCache.DESTROYED) {
            return null;
        }
        String text = context.store().get(id).orElse(null);
        if (text == null) {
            context.touches().forget(id);
            return null;
        }
        StoredSession found = read(context, id, text);
        if (found == null) {
            return null;
        }
        SessionRecord record = new SessionRecord(context, request, id, found.attributes(), found.cookie());
        record.stored = text;
        record.renewedBefore = last;
        if (context.lifetime().absoluteExpiry(record.attributes, context.now()) <= context.now()) {
            record.destroy();
            return null;
        }
        return record;
    }

    private static @Nullable StoredSession read(SessionContext context, String id, String text) {
        try {
            return StoredSession.read(context, id, text);
        } catch (UnreadableSessionException e) {
            context.note(SessionActivity.UNREADABLE);
            throw e;
        }
    }
}
