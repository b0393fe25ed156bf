package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores or renews the session at the end of a request, and decides which cookie is sent, by the decision tables of
 * express-session.
 */
final class EndOfRequest {

    private static final System.Logger LOG = System.getLogger(SessionExchange.class.getName());

    private final SessionContext context;
    private final Settings settings;
    private final SessionRequest request;
    private final Signer.@Nullable Signed verified;
    private final boolean canSendCookie;

    EndOfRequest(
            SessionContext context, SessionRequest request, Signer.@Nullable Signed verified, boolean canSendCookie) {
        this.context = context;
        this.settings = context.settings();
        this.request = request;
        this.verified = verified;
        this.canSendCookie = canSendCookie;
    }

    /** Stores or renews a session that the request read, or that an option had loaded. */
    Optional<String> store(SessionRecord record) {
        record.touchCookie(context.now());
        boolean known = isKnown(record);
        boolean sendable = isSendable(record);
        boolean expires = record.cookie.fields().hasExpiry();
        Attributes.Changes changes = record.changes();
        boolean changed = record.isChanged(changes);
        boolean modified = changed || record.wasChanged();
        boolean cookieDue = known
                ? settings.rolling() == Rolling.ALWAYS || (modified && expires)
                : settings.saveUninitialized() || modified;
        boolean there;
        if (!record.isStored()) {
            if (cookieDue && !sendable) {
                warnOfUnsendable(record);
            }
            there = cookieDue && sendable && record.writer.save(changes) == WriteOutcome.WRITTEN;
        } else if (changed || (settings.resave() && !record.isSaved())) {
            there = record.writer.save(changes) == WriteOutcome.WRITTEN;
        } else {
            there = record.isSaved() || renew(record);
        }
        if (!there) {
            return Optional.empty();
        }
        if (cookieDue && sendable) {
            return setCookie(record);
        }
        return known ? roll(record) : Optional.empty();
    }

    /** Renews a session that the request did not read, if that is due. */
    Optional<String> renewUnread(String sid) {
        SessionRecord record = UnreadSessionRenewal.renew(context, request, sid);
        return record == null ? Optional.empty() : roll(record);
    }

    /** {@return the cookie, if the store's expiry was moved and the cookie has to follow} */
    private Optional<String> roll(SessionRecord record) {
        if (!record.rollsCookie()) {
            return Optional.empty();
        }
        if (!isSendable(record)) {
            record.forgetRenewal();
            return Optional.empty();
        }
        return setCookie(record);
    }

    private boolean isKnown(SessionRecord record) {
        return !record.isNew() && verified != null && record.id().equals(verified.sid());
    }

    private boolean isSendable(SessionRecord record) {
        return canSendCookie && isSecureEnough(record);
    }

    private boolean isSecureEnough(SessionRecord record) {
        return !record.cookie.fields().isTrue(CookieField.SECURE) || settings.isSecure(request);
    }

    private void warnOfUnsendable(SessionRecord record) {
        LOG.log(
                Level.WARNING,
                "A new session is not stored: its cookie cannot be sent, since {0}",
                isSecureEnough(record) ? "the response has begun" : "it is Secure and the request is not");
    }

    /** A renewal that the handler did not request is best effort. */
    private static boolean renew(SessionRecord record) {
        try {
            return record.renew();
        } catch (SessionException e) {
            if (record.isTouched()) {
                throw e;
            }
            LOG.log(Level.WARNING, "The session is not renewed: {0}", e.getMessage());
            return false;
        }
    }

    private Optional<String> setCookie(SessionRecord record) {
        try {
            record.touchCookie(context.now());
            return Optional.of(context.setCookie(record.id(), verified, record.cookie.fields()));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "No cookie is sent: {0}", e.getMessage());
            return Optional.empty();
        }
    }
}
