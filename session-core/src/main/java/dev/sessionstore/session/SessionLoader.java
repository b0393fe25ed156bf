package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/** Finds the session of an id in the store. */
final class SessionLoader {

    private SessionLoader() {}

    /**
     * {@return the session in the store; null when there is none}
     *
     * @throws UnreadableSessionException when there is something else
     */
    static @Nullable SessionRecord load(SessionManager manager, SessionRequest request, String id) {
        TouchCache.Renewal last = manager.renewals.get(id);
        if (last == TouchCache.DESTROYED) {
            return null;
        }
        String text = manager.records.get(id).orElse(null);
        if (text == null) {
            manager.renewals.forget(id);
            return null;
        }
        StoredSession found = StoredSession.parse(manager.codec, id, text, manager.now());
        if (found == null) {
            return null;
        }
        SessionRecord record = new SessionRecord(manager, request, id, found.attributes(), found.cookie());
        record.stored = text;
        record.renewedBefore = last;
        if (manager.lifetime.latest(record.attributes, manager.now()) <= manager.now()) {
            record.destroy();
            return null;
        }
        return record;
    }
}
