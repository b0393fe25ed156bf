package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session is, by the application's function.
 *
 * @param function called with a session that cannot be changed
 * @param max how many sessions an owner may have
 * @param limit what happens to one more
 */
record OwnerOption(Function<Session, Optional<String>> function, int max, OwnerLimit limit) {

    /**
     * {@return whose session a text is, after it was opened; null for nobody's}
     *
     * @throws SessionException when the function failed, or gave what no store takes for an owner
     */
    @Nullable
    String ownerOf(SessionContext context, String sid, String text) {
        try {
            Session session = view(context, sid, text);
            return session == null
                    ? null
                    : function.apply(session).map(StoreArguments::requireOwner).orElse(null);
        } catch (UnreadableSessionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SessionException(
                    "the function of the option owner failed for session " + StoreArguments.shorten(sid), e);
        }
    }

    /** {@return whether a failure of {@link #ownerOf} is due to what is stored: no session, or none that the function can read} */
    static boolean isUnreadable(SessionException failure) {
        return failure instanceof UnreadableSessionException
                || failure.getCause() instanceof SessionAttributeException
                || failure.getCause() instanceof IllegalArgumentException;
    }

    /**
     * {@return the session in a text, to be read only, after that was opened; null for what counts as none in Express}
     *
     * @throws UnreadableSessionException when the text is no session
     */
    static @Nullable Session view(SessionContext context, String sid, String text) {
        StoredSession found = StoredSession.parse(context.codec(), sid, text, context.now());
        if (found == null) {
            return null;
        }
        SessionRecord record = new SessionRecord(context, NoRequest.INSTANCE, sid, found.attributes(), found.cookie());
        record.stored = text;
        Session session = new Session(record, CookieOptions.builder().build(), () -> true);
        session.state.markRequestEnded();
        return session;
    }
}
