package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stored text says: its members, and of those the cookie. */
record StoredSession(Map<String, String> members, CookieFields cookie) {

    /**
     * {@return the session in a stored text; null for what counts as none in Express}
     *
     * @throws UnreadableSessionException that says of which session, and why
     */
    static @Nullable StoredSession parse(String sid, String text, long now) {
        try {
            Map<String, String> members = Members.parse(text).orElse(null);
            return members == null
                    ? null
                    : new StoredSession(members, CookieFields.parse(members.get(AttributeNames.COOKIE), now));
        } catch (UnreadableSessionException e) {
            throw new UnreadableSessionException(
                    "the data of session " + StoreArguments.shorten(sid) + " " + e.getMessage());
        }
    }
}
