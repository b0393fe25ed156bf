package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.lang.System.Logger.Level;

/**
 * Notices a stored text that can be read and not compared, since its bytes are no UTF-8: the store says that it is another than
 * expected, and then gives the expected one again. Once or twice that may be two other requests. Not thread-safe.
 */
final class Comparison {

    private static final System.Logger LOG = System.getLogger(SessionExchange.class.getName());
    private static final int MOST = 4;

    private int unexplained;

    /**
     * To be called when the store said that the text had changed.
     *
     * @return whether the session can only be left for a new one, which is chosen
     * @throws UnreadableSessionException when it cannot be written, and {@link UnreadablePolicy#FAIL} is chosen
     */
    boolean isHopeless(String id, String expected, String found, UnreadablePolicy policy) {
        unexplained = found.equals(expected) ? unexplained + 1 : 0;
        if (unexplained < MOST) {
            return false;
        }
        UnreadableSessionException why = new UnreadableSessionException(
                "the data of session " + StoreArguments.shorten(id)
                        + " can be read but not compared, so it cannot be changed: it is probably stored in bytes that are no UTF-8");
        if (policy == UnreadablePolicy.FAIL) {
            throw why;
        }
        LOG.log(Level.WARNING, "The session is destroyed: {0}", why.getMessage());
        return true;
    }
}
