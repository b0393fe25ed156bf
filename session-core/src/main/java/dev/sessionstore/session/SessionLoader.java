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
        TouchCache.Renewal last = context.touches().get(id);
        if (last == TouchCache.DESTROYED) {
            return null;
        }
        String text = context.store().get(id).orElse(null);
        if (text == null) {
            context.touches().forget(id);
            return null;
        }
        StoredSession found = StoredSession.read(context, id, text);
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
}
