package dev.sessionstore;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps sessions: a JSON text per session id, until an instant. Every method may be called by many threads at once.
 *
 * <h2>Arguments, the same in every store ({@link StoreArguments})</h2>
 *
 * <ul>
 *   <li>A <b>sid</b> is 1 to 128 {@code char}s of well-formed UTF-16 without NUL. Two different sids are never taken for one
 *       another: a store that cannot distinguish an id from others refuses it. A sid that is refused is an
 *       {@link IllegalArgumentException} on every write ({@code set}, {@code touch}, {@code destroy} and the conditional
 *       ones) and absent on {@code get} and in listings.
 *   <li><b>Data</b> is a JSON text (RFC 8259). A store does not parse it and gives back exactly the characters it was given.
 *       Empty text, an unpaired surrogate or a raw NUL is an {@link IllegalArgumentException}.
 *   <li>An <b>expiry</b> is an absolute instant. One later than the store can hold becomes the latest that it can hold
 *       ({@link StoreArguments#toMillis} for a store of milliseconds). One that is already past, that is not later than now,
 *       removes: {@code set} and {@code touch} then leave no session behind.
 *   <li>{@code null} is a {@link NullPointerException} everywhere.
 * </ul>
 *
 * Of several mistakes every store reports the first in this order: the store is closed, the sid, the data, the expiry, and for
 * {@code replace} the expected data. A store's own further checks come last.
 *
 * <h2>Time</h2>
 *
 * A session is readable until its expiry and gone at the latest one {@link #resolution()} after it, never earlier. All
 * methods of one store agree on which sessions are expired, and treat an expired session as absent. Now is always the
 * application's clock (an {@link java.time.InstantSource} that the store was built with), never the time of day on the backend.
 * A backend that expires records by itself counts from the write on, with its own clock: if either clock jumps after that
 * write, the session ends that much earlier or later.
 *
 * <p>An expired, unswept record does not block a write: the sid is live again after it.
 *
 * <h2>Errors</h2>
 *
 * <ul>
 *   <li>{@link StoreException}: the backend answered and refused (wrong type, no permission, too large).
 *   <li>{@link StoreUnavailableException}: the backend did not answer in time. A write that ended so may or may not have
 *       happened; it was sent at most once. It <b>may still happen later</b>, as long as it is on its way to the backend or
 *       waits there: also after a later write to the same session was acknowledged, {@code destroy} included. An outage is
 *       never reported as an absent session.
 *   <li>{@link IllegalStateException}: the store is closed.
 *   <li>A call ends within 1.5 times the store's timeout plus 500 ms, whatever the backend does: connecting, waiting for a
 *       pooled connection, sending and every step of the answer included. So does {@link #close()}. Work on many sessions
 *       ({@code sids}, {@code count}, {@code clear}, {@code sweep}) is done in steps; each step has that bound, and the first
 *       one that fails ends the work. A thread that is interrupted while it waits gets {@code StoreUnavailableException} and
 *       keeps its interrupt flag.
 *   <li>Messages name the operation and the backend; never the data, and a sid only as {@link StoreArguments#shorten} writes
 *       it.
 * </ul>
 *
 * <h2>Abilities</h2>
 *
 * What not every store can do is reached through an accessor ({@link #conditionalWrites()}, {@link #listing()},
 * {@link #sweeping()}, {@link #owners()}, {@link #watching()}), so that a wrapper can pass it on. {@link #guarantees()} is what a
 * store promises beyond this contract.
 */
public interface Store extends AutoCloseable {

    /**
     * Reads a session. Has no effect: it creates nothing and does not move the expiry.
     *
     * @param sid the session's id; one that this store refuses is simply absent
     * @return the text that was last written, character by character; empty when the sid is unknown, destroyed or expired
     * @throws StoreUnavailableException when there was no answer in time; this is never reported as absent
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link #close()}
     */
    Optional<String> get(String sid);

    /**
     * Creates or replaces a session, text and expiry in one atomic step: no reader ever sees the one without the other.
     * Nothing of an earlier text stays. Publishes {@link StoreEvent.Saved}. With an expiry already past it removes what is
     * there and publishes {@link StoreEvent.Destroyed} if that was live, else nothing.
     *
     * @param sid the session's id
     * @param data a JSON text
     * @param expiresAt the instant until which the session is readable
     * @throws IllegalArgumentException when sid or data is refused; nothing is written then
     * @throws StoreUnavailableException when there was no answer in time; it may or may not have been written
     * @throws StoreException when the backend refused; nothing is written then
     * @throws IllegalStateException after {@link #close()}
     */
    void set(String sid, String data, Instant expiresAt);

    /**
     * Moves the expiry, to later or to earlier, and nothing else: it never creates, never brings back what was destroyed and
     * never changes the text. Publishes {@link StoreEvent.Touched} when there was a session; with an expiry already past it
     * removes the session and publishes {@link StoreEvent.Destroyed} instead.
     *
     * @param sid the session's id
     * @param expiresAt the new expiry
     * @return true when there was a live session, false when there was none
     * @throws IllegalArgumentException when the sid is refused
     * @throws StoreUnavailableException when there was no answer in time; the expiry may or may not have moved
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link #close()}
     */
    boolean touch(String sid, Instant expiresAt);

    /**
     * Removes a session. Idempotent. Publishes {@link StoreEvent.Destroyed} when there was one.
     *
     * @param sid the session's id
     * @return true when there was a live session and this call removed it, false when there was none
     * @throws IllegalArgumentException when the sid is refused
     * @throws StoreUnavailableException when there was no answer in time; it may or may not have been removed
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link #close()}
     */
    boolean destroy(String sid);

    /**
     * Calls a listener for every event of a type, from now on, until the subscription is cancelled. Events are published after
     * their effect is visible; see {@link StoreEvent}. Listeners run one after another in the order in which they were added,
     * on the thread whose call caused the event ({@link StoreEvent.Expired}: on the one that sweeps), so a slow one delays
     * that caller only. The one exception is a change of availability that happens while another is being published: the
     * thread that is publishing publishes both. A listener may call the store. What it throws is logged and goes no further.
     * One that is added while an event is being published is called from the next event on; one that is cancelled is not
     * called any more.
     *
     * @param type one record type, {@code StoreEvent.SessionEvent.class} for all effects on sessions, or
     *     {@code StoreEvent.class} for all
     * @param listener called with each event
     * @return ends the calls
     */
    <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener);

    /**
     * Like {@link #on}, for the next event only: the listener is called at most once, however many threads cause events.
     *
     * @param type as for {@link #on}
     * @param listener called with the next event
     * @return prevents the call while no event has come yet
     */
    default <E extends StoreEvent> Subscription once(Class<E> type, Consumer<? super E> listener) {
        return Once.subscribe(this, type, Objects.requireNonNull(listener, "listener"));
    }

    /** {@return create and replace, or empty when this store cannot compare and write in one atomic step} */
    default Optional<ConditionalWrites> conditionalWrites() {
        return Optional.empty();
    }

    /** {@return the view of all sessions of this store, or empty when it cannot list them} */
    default Optional<Listing> listing() {
        return Optional.empty();
    }

    /** {@return removal of expired records on demand, or empty when this store leaves that to its backend} */
    default Optional<Sweeping> sweeping() {
        return Optional.empty();
    }

    /** {@return the index of whose sessions there are, or empty when this store has none} */
    default Optional<Owners> owners() {
        return Optional.empty();
    }

    /** {@return reports of changes by whomever, or empty when this store hears of none} */
    default Optional<Watching> watching() {
        return Optional.empty();
    }

    /** {@return what this store promises beyond the contract; unmodifiable and the same at every call} */
    default Set<Guarantee> guarantees() {
        return Set.of();
    }

    /** {@return how long after its expiry a session may still be readable, at most; 1 ms unless the store says otherwise} */
    default Duration resolution() {
        return Duration.ofMillis(1);
    }

    /**
     * How old a read may be: {@link #get} shows every write of another store object that was acknowledged longer ago than this when
     * the call began. Writes of this store object are seen by its own reads at once, conditional writes compare with what is
     * there, and listings and expiries are of now.
     *
     * @return zero unless the store says otherwise
     */
    default Duration staleness() {
        return Duration.ZERO;
    }

    /**
     * Ends this store object. Its own threads and connections are gone when this returns; what the user passed in stays open.
     * The sessions of a {@link Guarantee#DURABLE} store stay. Idempotent. Afterwards every other method, those of the
     * abilities included, is an {@link IllegalStateException}; only {@code on}, {@code once} and the accessors still work.
     */
    @Override
    void close();
}
