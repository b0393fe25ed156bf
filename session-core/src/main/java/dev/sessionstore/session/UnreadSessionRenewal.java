package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Prolongs the life of a session that its request did not look at. Best effort: failures are logged. */
final class UnreadSessionRenewal {

    private static final System.Logger LOG = System.getLogger(UnreadSessionRenewal.class.getName());

    private UnreadSessionRenewal() {}

    /**
     * Does nothing while the last renewal by this process is young, or the store is down. Else the session is loaded and then
     * touched: another process may have changed how long it lives.
     *
     * @return the session, if its expiry was moved
     */
    static @Nullable SessionRecord renew(SessionContext context, SessionRequest request, String sid) {
        TouchCache.Renewal last = context.touches().get(sid);
        if (last != null && last.isYoung(context.now(), context.settings().touchEvery(last.lifetime()))) {
            context.note(SessionActivity.RENEWAL_SKIPPED);
            return null;
        }
        return context.store().outage().unlessDown(() -> loadAndRenew(context, request, sid));
    }

    private static @Nullable SessionRecord loadAndRenew(SessionContext context, SessionRequest request, String sid) {
        try {
            SessionRecord record = SessionLoader.load(context, request, sid);
            return record != null && record.renew() && record.isRenewed() ? record : null;
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "A session is not renewed: {0}", e.getMessage());
            return null;
        }
    }
}
