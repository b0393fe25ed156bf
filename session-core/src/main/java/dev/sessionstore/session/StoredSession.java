package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import org.jspecify.annotations.Nullable;

/** What a stored text says: attributes and cookie. */
record StoredSession(Attributes attributes, CookieFields cookie) {

    /**
     * {@return the session in a stored text, sealed or plain; null for what counts as none in Express}
     *
     * @throws UnreadableSessionException that says of which session, and why
     */
    static @Nullable StoredSession read(SessionContext context, String sid, String text) {
        return text.isEmpty()
                ? null
                : parse(context.codec(), sid, context.store().open(sid, text), context.now());
    }

    /**
     * {@return the session in a plain text; null for what counts as none in Express, the empty text included}
     *
     * @throws UnreadableSessionException that says of which session, and why
     */
    static @Nullable StoredSession parse(Codec codec, String sid, String text, long now) {
        if (text.isEmpty()) { // connect-redis takes it for a missing key
            return null;
        }
        try {
            Attributes attributes = Attributes.parse(codec, text);
            return attributes == null
                    ? null
                    : new StoredSession(attributes, CookieFields.parse(attributes.storedCookie(), now));
        } catch (UnreadableSessionException e) {
            throw unreadable(sid, e);
        }
    }

    static UnreadableSessionException unreadable(String sid, UnreadableSessionException why) {
        return new UnreadableSessionException(
                "the data of session " + StoreArguments.shorten(sid) + " " + why.getMessage());
    }
}
