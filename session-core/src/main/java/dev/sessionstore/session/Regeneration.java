package dev.sessionstore.session;

/** Puts a new id in the place of a session's old one, for the same data. */
final class Regeneration {

    private final SessionRecord old;

    Regeneration(SessionRecord old) {
        this.old = old;
    }

    /**
     * {@return what takes the session's place: a new id for the same data, stored now} What others wrote meanwhile comes
     * along; a session that ended meanwhile does not live on under the new id.
     *
     * @throws SessionGoneException when it ended meanwhile
     */
    SessionRecord keepingData() {
        if (!old.isUpToDate()) {
            throw endedMeanwhile();
        }
        Attributes.Changes changes = old.changes();
        SessionRecord next = old.withNewId();
        next.create();
        if (old.isStored() && !destroyFor(next)) {
            throw endedMeanwhile();
        }
        next.succeeds(changes);
        return next;
    }

    /** {@return whether the old one was still there; if not, or if that cannot be told, the next one does not stay} */
    private boolean destroyFor(SessionRecord next) {
        boolean there = false;
        try {
            there = old.destroy();
        } finally {
            if (!there) {
                next.destroy();
            }
        }
        return there;
    }

    private static SessionGoneException endedMeanwhile() {
        return new SessionGoneException("cannot regenerate the session: it ended meanwhile");
    }
}
