package dev.sessionstore.session;

import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session and the text that the store has of it, and what became of it in this request: renewed, removed, under another id.
 * {@link SessionWriter} writes it, {@link SessionExchange} decides when. Not thread-safe.
 */
final class SessionRecord {

    final SessionContext context;
    final SessionRequest request;
    final SessionCookie cookie;
    Attributes attributes;

    /** From genid at its first use; replaced if it is in use. */
    private @Nullable String id;

    /** As loaded or last written; null: it is not stored. */
    @Nullable
    String stored;

    /** As stored, or as a new session begins. */
    CookieFields storedCookie;

    final SessionWriter writer = new SessionWriter(this);
    final OwnerEntry ownerEntry;
    private boolean isNew;
    private boolean isGone;
    private boolean markedChanged;
    private boolean touched;

    /** Saved by this request, so that it need not be renewed. */
    private boolean saved;

    private boolean renewed;

    /** By this process, when the session was loaded. */
    TouchCache.@Nullable Renewal renewedBefore;

    /** Changed by this request, before its last save. */
    private boolean changedBefore;

    SessionRecord(
            SessionContext context,
            SessionRequest request,
            @Nullable String id,
            Attributes attributes,
            CookieFields cookie) {
        this.context = context;
        this.request = request;
        this.id = id;
        this.attributes = attributes;
        this.storedCookie = cookie;
        this.ownerEntry = new OwnerEntry(context);
        this.cookie = new SessionCookie(cookie.copy(), context.settings().clock());
    }

    /** {@return a session that begins now} */
    static SessionRecord begin(SessionContext context, SessionRequest request, CookieOptions options) {
        boolean secure = context.settings().isSecure(request);
        CookieFields cookie = CookieFields.begin(options, context.now(), secure);
        SessionRecord record = new SessionRecord(context, request, null, Attributes.empty(context.codec()), cookie);
        record.isNew = true;
        return record;
    }

    String id() {
        if (id == null) {
            id = context.settings().newSid(request);
        }
        return id;
    }

    /** The id is in use: the next one comes from genid. */
    void dropId() {
        id = null;
    }

    boolean isNew() {
        return isNew;
    }

    boolean isGone() {
        return isGone;
    }

    boolean isStored() {
        return stored != null;
    }

    boolean isSaved() {
        return saved;
    }

    /** {@return what differs from what is stored} */
    Attributes.Changes changes() {
        return attributes.changes();
    }

    boolean isChanged(Attributes.Changes changes) {
        return markedChanged || !changes.isEmpty() || context.lifetime().hasOddBeginning(attributes, context.now());
    }

    /** {@return whether this request changed something before its last save} */
    boolean wasChanged() {
        return changedBefore;
    }

    void markChanged() {
        markedChanged = true;
    }

    /** {@return whether the store's expiry has to be moved even if that was done lately} */
    boolean isTouched() {
        return touched;
    }

    void touch() {
        touched = true;
        touchCookie(context.now());
    }

    void touchCookie(long now) {
        cookie.fields().touch(now, context.lifetime().absoluteExpiry(attributes, now));
    }

    TouchCache.Renewal renewal(long now) {
        return context.lifetime().renewal(attributes, cookie.fields(), now);
    }

    /** {@return for how many ms the session lives without a request} */
    long idle() {
        return context.lifetime().afterRenewal(attributes, cookie.fields());
    }

    /** {@return when it is known to have been used last, in ms since 1970; null when nothing is known} */
    @Nullable
    Long lastAccess() {
        Long saved = storedCookie
                .expires()
                .flatMap(expires -> storedCookie.originalMaxAge().map(age -> expires - age))
                .or(attributes::created)
                .orElse(null);
        if (isNew || renewedBefore == null) {
            return isNew && stored == null ? null : saved;
        }
        return saved == null ? renewedBefore.at() : Math.max(saved, renewedBefore.at());
    }

    /** {@return whether this request has moved the store's expiry} */
    boolean isRenewed() {
        return renewed;
    }

    /** {@return whether the browser's cookie has to follow the store's expiry} */
    boolean rollsCookie() {
        return renewed
                && context.settings().rolling() == Rolling.ON_RENEWAL
                && cookie.fields().hasExpiry();
    }

    /** The next request renews again, since the cookie could not be sent with this one. */
    void forgetRenewal() {
        context.touches().forget(id());
    }

    /** {@return whether it is still there} A cookie that has to follow the expiry does so with the next request. */
    boolean saveOrRenew() {
        Attributes.Changes changes = changes();
        boolean there = stored == null || isChanged(changes) ? writer.save(changes) == WriteOutcome.WRITTEN : renew();
        if (there && rollsCookie()) {
            forgetRenewal();
        }
        return there;
    }

    String compose(long now) {
        context.lifetime().recordBeginning(attributes, now);
        touchCookie(now);
        String text = attributes.toJson(cookie.fields());
        if (ownerEntry.willHaveOwner(this::id, text) && context.lifetime().record(attributes, now)) {
            text = attributes.toJson(cookie.fields());
        }
        context.settings().requireSize(text);
        return text;
    }

    /** {@return until when the store is to keep the session if it is renewed now} */
    Instant expiry(long now) {
        return Instant.ofEpochMilli(renewal(now).expiry(now));
    }

    void markWritten(Attributes.Changes changes) {
        changedBefore = changedBefore || isNew || markedChanged || !changes.isEmpty();
        markedChanged = false;
        saved = true;
        renewed = true;
        attributes.markSaved();
        storedCookie = cookie.fields().copy();
        noteRenewal(renewal(context.now()));
    }

    private void noteRenewal(TouchCache.Renewal renewal) {
        context.touches().put(id(), ownerEntry.noteOn(renewal, id()));
    }

    void markGone() {
        isGone = true;
        context.note(SessionActivity.GONE);
        context.touches().forget(id());
    }

    /** {@return whether the session is still there} Moves the store's expiry, if that is due. */
    boolean renew() {
        long now = context.now();
        touchCookie(now);
        TouchCache.Renewal due = renewal(now);
        if (!touched
                && due.isCoveredBy(
                        context.touches().get(id()), context.settings().touchEvery(due.lifetime()))) {
            context.note(SessionActivity.RENEWAL_SKIPPED);
            return true;
        }
        ownerEntry.beforeTouch(id(), stored, due);
        if (!context.store().touch(id(), Instant.ofEpochMilli(due.expiry(now)))) {
            markGone();
            return false;
        }
        noteRenewal(due);
        context.note(SessionActivity.RENEWED);
        touched = false;
        renewed = true;
        return true;
    }

    /** {@return this} Drops what this request did and loads again. */
    SessionRecord reload() {
        SessionRecord fresh = stored == null ? null : SessionLoader.load(context, request, id());
        if (fresh == null) {
            isGone = stored != null;
            throw new SessionGoneException("cannot reload the session: the store does not have it");
        }
        attributes = fresh.attributes;
        cookie.become(fresh.cookie.fields());
        stored = fresh.stored;
        storedCookie = fresh.storedCookie;
        markedChanged = false;
        return this;
    }

    /** {@return an empty one for the same request} */
    SessionRecord begin(CookieOptions options) {
        return begin(context, request, options);
    }

    /** {@return what takes this session's place: a new id and nothing else, stored when the request ends} */
    SessionRecord regenerate(CookieOptions options) {
        SessionRecord next = begin(options);
        destroy();
        next.changedBefore = true;
        return next;
    }

    /** {@return the same under another id, not stored yet} */
    SessionRecord withId(String otherId, CookieFields otherCookie) {
        SessionRecord next = new SessionRecord(context, request, otherId, attributes, otherCookie);
        next.isNew = isNew;
        next.ownerEntry.inherit(id(), stored);
        return next;
    }

    /** It was stored with these changes, and the browser needs its id. */
    void succeed(Attributes.Changes changes) {
        markWritten(changes);
        changedBefore = true;
    }

    /** {@return whether there was something to destroy} */
    boolean destroy() {
        if (stored == null) {
            return false;
        }
        isGone = !context.store().destroy(id());
        context.note(isGone ? SessionActivity.GONE : SessionActivity.DESTROYED);
        markDestroyed();
        return !isGone;
    }

    /** It was removed from the store. */
    void markDestroyed() {
        context.touches().markDestroyed(id());
        ownerEntry.destroyed(id(), stored);
    }

    String toJson() {
        attributes.changes();
        return attributes.toJson(cookie.fields());
    }
}
