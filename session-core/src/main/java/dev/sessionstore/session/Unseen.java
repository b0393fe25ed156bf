package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prolongs the life of a session that its request did not look at. Fails for nobody: what goes wrong is logged. */
final class Unseen {

    private static final System.Logger LOG = System.getLogger(Unseen.class.getName());

    private Unseen() {}

    /** By a touch, or by nothing, if this process knows how long the session lives; else it has to look once. */
    static void prolong(SessionManager manager, SessionRequest request, String sid) {
        try {
            Renewals.@Nullable Renewal last = manager.renewals.get(sid);
            if (last != null) {
                prolong(manager, sid, last);
                return;
            }
            SessionRecord record = SessionRecord.load(manager, request, sid);
            if (record != null) {
                record.renew();
            }
        } catch (SessionException e) {
            LOG.log(Level.WARNING, "A session is not renewed: {0}", e.getMessage());
        }
    }

    private static void prolong(SessionManager manager, String sid, Renewals.Renewal last) {
        Renewals.Renewal due = new Renewals.Renewal(manager.now(), last.lifetime(), last.latest());
        if (due.isCoveredBy(last, manager.settings.touchEvery(last.lifetime()))) {
            return;
        }
        if (manager.records.touch(sid, Instant.ofEpochMilli(due.expiry(due.at())))) {
            manager.renewals.put(sid, due);
        } else {
            manager.renewals.forget(sid);
        }
    }
}
