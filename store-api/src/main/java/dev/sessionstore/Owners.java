package dev.sessionstore;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An index of whose sessions there are, for "log out all my other devices", "block this account" and "three sessions at most".
 * It lies beside the sessions, so key, text and table of a session stay as they are. An <b>entry</b> says that a session belongs
 * to an owner, until an instant. A session may have entries of several owners.
 *
 * <p>An <b>owner</b> is 1 to {@value StoreArguments#MAX_OWNER_LENGTH} {@code char}s of well-formed UTF-16 without NUL, such as
 * the id of a user. Two different owners are never taken for one another. A backend sees the owner's digest only
 * ({@link StoreArguments#ownerDigest}), so that no name and no e-mail address shows in a key or a table.
 *
 * <h2>Index first, then session</h2>
 *
 * A session is bound <b>before</b> it is written, and bound again before its expiry moves beyond the entry's. A crash between the
 * two then leaves an entry without a session, which nobody sees, and never a session that is not listed. An entry without a live
 * session is <b>dead</b>:
 *
 * <ul>
 *   <li>It ends by itself at its instant, without anybody listing it. Its record is removed then by the backend, by a sweep,
 *       which does not count it, or by the next {@code bind} for the owner.
 *   <li>{@link #sids} and {@link #destroyAll} remove it earlier, but not within a minute after it was last bound: its session
 *       may be about to be written. That includes the entry of a session that {@code destroyAll} has just destroyed.
 * </ul>
 *
 * So a session whose write is acknowledged within a minute after its {@code bind} is listed until it ends, as long as it is bound
 * again whenever it is renewed. {@link Listing#clear} removes all entries too.
 *
 * <p>Errors and the order of checks are those of {@link Store}: the sid is checked first, then the owner, then the rest.
 * No message shows the owner. Only {@link StoreEvent.Destroyed} is published, by {@link #destroyAll}. The index shows in no
 * other ability: a listing and a count know sessions only. Thread-safe.
 */
public interface Owners {

    /**
     * Makes an entry, or moves the instant of the one there is to later, never to earlier. Idempotent. Says nothing about whether
     * there is such a session. With an instant already past it changes nothing.
     *
     * @param sid the session's id
     * @param owner whose session it is
     * @param until when the entry ends, not before the session's expiry; one later than the store can hold becomes its latest
     * @throws IllegalArgumentException when sid or owner is refused; nothing is written then
     * @throws StoreUnavailableException when there was no answer in time; the entry may or may not have been made
     */
    void bind(String sid, String owner, Instant until);

    /**
     * Removes an entry and nothing else: the session stays. Idempotent.
     *
     * @param sid the session's id
     * @param owner whose session it was
     * @return true when there was an entry that had not ended, dead or not
     * @throws IllegalArgumentException when sid or owner is refused
     * @throws StoreUnavailableException when there was no answer in time; the entry may or may not have been removed
     */
    boolean unbind(String sid, String owner);

    /**
     * The ids of the live sessions of an owner, in the order in which they were first bound: the one that has been bound longest
     * comes first. Among sessions that were bound within one {@link Store#resolution}, or on several nodes within the difference
     * of their clocks, the order is any, but the same at every call. An entry that ended and is bound again is a new one.
     *
     * <p>Read page by page while the stream is consumed. A session that is bound and live from beginning to end is listed exactly
     * once; one that comes or goes meanwhile may or may not be. Dead entries are removed on the way. An abandoned stream holds
     * nothing, so it need not be closed.
     *
     * @param owner whose sessions
     * @return a lazy, sequential stream, for which nothing is sent before its terminal operation; that one throws a failure of
     *     the backend
     * @throws IllegalArgumentException when the owner is refused
     */
    Stream<String> sids(String owner);

    /**
     * As {@link #sids(String)}, for a store around this one that knows better which sessions are live: while sessions are moved
     * to another store, an entry here may belong to a session there. Entries that {@code live} denies are dead: removed on the way,
     * but not within a minute after they were bound.
     *
     * <p>By default this lists those sessions of {@link #sids(String)} that {@code live} confirms. A store whose sessions shall stay
     * listed while they are moved away has to ask {@code live} for each entry that has not ended, and no session of its own.
     *
     * @param owner whose sessions
     * @param live called once for each entry that has not ended, on the thread that consumes the stream: whether there is a live
     *     session with this id; it may call this store
     * @return a lazy, sequential stream of the ids that {@code live} confirms; what {@code live} throws is thrown by its terminal
     *     operation
     * @throws IllegalArgumentException when the owner is refused
     */
    default Stream<String> sids(String owner, Predicate<String> live) {
        return sids(owner).filter(Objects.requireNonNull(live, "live"));
    }

    /**
     * Destroys the sessions of an owner and removes their entries, one session after the other. Complete for all sessions whose
     * {@code bind} and write were acknowledged before this call began, on every node; one that is written meanwhile may stay, and
     * is then listed. Publishes {@link StoreEvent.Destroyed} for each session that was live. When it fails some of the sessions
     * may be destroyed; called again it does the rest.
     *
     * @param owner whose sessions
     * @param except ids of sessions that stay; ids of others do not matter
     * @return how many live sessions this call destroyed
     * @throws IllegalArgumentException when the owner is refused
     * @throws StoreUnavailableException when there was no answer in time
     */
    int destroyAll(String owner, Set<String> except);

    /**
     * Removes all entries of this store, and no session. One that is bound meanwhile may go too, so a session that logs in during
     * this call may be missing until it is bound again. For administration, such as before all sessions are indexed anew;
     * {@link Listing#clear} does it after it has removed the sessions. Publishes nothing.
     *
     * @throws StoreUnavailableException when there was no answer in time; some of the entries may be removed
     */
    void clear();
}
