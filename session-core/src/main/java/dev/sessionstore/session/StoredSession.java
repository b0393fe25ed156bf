package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import org.jspecify.annotations.Nullable;

/** What a stored text says: attributes and cookie. */
record StoredSession(Attributes attributes, CookieFields cookie) {

    /**
     * {@return the session in a stored text; null for what counts as none in Express, the empty text included}
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
            throw new UnreadableSessionException(
                    "the data of session " + StoreArguments.shorten(sid) + " " + e.getMessage());
        }
    }
}
