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
 *       another: a store that cannot keep an id apart from others refuses it. A sid that is refused is an
 *       {@link IllegalArgumentException} on every write ({@code set}, {@code touch}, {@code destroy} and the conditional
 *       ones) and absent on {@code get} and in listings.
 *   <li><b>Data</b> is a JSON text (RFC 8259). A store does not parse it and gives back exactly the characters it was given.
 *       Empty text, a lone surrogate or a raw NUL is an {@link IllegalArgumentException}.
 *   <li>An <b>expiry</b> is an absolute instant. One later than the store can hold becomes the latest that it can hold
 *       ({@link StoreArguments#toMillis} for a store of milliseconds). One that is already past, that is not later than now,
 *       removes: {@code set} and {@code touch} then leave no session behind.
 *   <li>{@code null} is a {@link NullPointerException} everywhere.
 * </ul>
 *
 * Of several mistakes every store tells the first in this order: the store is closed, the sid, the data, the expiry, of
 * {@code replace} the expected data last. What one store refuses beyond this page it looks at after that.
 *
 * <h2>Time</h2>
 *
 * A session is readable until its expiry and gone at the latest one {@link #resolution()} after it, never earlier. All
 * methods of one store agree on who is expired, and what is expired is treated as if it were not there. Now is always the
 * application's clock (an {@link java.time.InstantSource} that the store was built with), never the time of day on the backend.
 * A backend that expires records by itself counts on from a write with its own clock: if either clock jumps after that write,
 * the session ends that much earlier or later.
 *
 * <p>What is left of an expired session until it is swept or pruned is no obstacle to a write, and a write over it brings the
 * sid to life again.
 *
 * <h2>Errors</h2>
 *
 * <ul>
 *   <li>{@link StoreException}: the backend answered and refused (wrong type, no permission, too large).
 *   <li>{@link StoreUnavailableException}: the backend could not be asked in time. A write that ended so may or may not have
 *       happened; it was sent at most once. It <b>may still happen later</b>, as long as it is on its way to the backend or
 *       waits there: also after a later write to the same session was acknowledged, {@code destroy} included. Absence is never
 *       an answer to an outage.
 *   <li>{@link IllegalStateException}: the store is closed.
 *   <li>A call ends within 1.5 times the store's timeout plus 500 ms, whatever the backend does: connecting, waiting for a
 *       pooled connection, sending and every step of the answer included. So does {@link #close()}. Work on many sessions
 *       ({@code sids}, {@code count}, {@code clear}, {@code sweep}) is done in steps; each step has that bound, and the first
 *       one that is unavailable ends the work. A thread that
 *       is interrupted while it waits gets {@code StoreUnavailableException} and keeps its interrupt flag.
 *   <li>Messages name the operation and the backend; never the data, and a sid only as {@link StoreArguments#shorten} writes
 *       it.
 * </ul>
 *
 * <h2>Abilities</h2>
 *
 * What not every store can do is reached through an accessor ({@link #conditionalWrites()}, {@link #listing()},
 * {@link #sweeping()}), so that a wrapper can pass it on, and what a store promises beyond this page is told by
 * {@link #guarantees()}.
 */
public interface Store extends AutoCloseable {

    /**
     * Reads a session. Has no effect: it creates nothing and does not move the expiry.
     *
     * @param sid the session's id; one that this store refuses is simply absent
     * @return the text that was last written, character by character; empty when the sid is unknown, destroyed or expired
     * @throws StoreUnavailableException when the store could not be asked; this is never told as absent
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link #close()}
     */
    Optional<String> get(String sid);

    /**
     * Creates or replaces a session, text and expiry in one atomic step: no reader ever sees the one without the other.
     * Nothing of an earlier text stays. Tells {@link StoreEvent.Saved}; with an expiry already past it removes what is there
     * and tells {@link StoreEvent.Destroyed} if that was live, else nothing.
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
     * never changes the text. Tells {@link StoreEvent.Touched} when there was a session; with an expiry already past it
     * removes the session and tells {@link StoreEvent.Destroyed} instead.
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
     * Removes a session. Idempotent. Tells {@link StoreEvent.Destroyed} when there was one.
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
     * Calls a listener for every event of a type, from now on, until the subscription is cancelled. Events tell what this
     * store object did, after it is visible; see {@link StoreEvent}. Listeners run one after another in the order in which
     * they were added, on the thread whose call caused the event ({@link StoreEvent.Expired}: on the one that sweeps), so a
     * slow one delays that caller and nobody else; only a change of availability that happens while another is being told is
     * left to the thread that is publishing. A listener may call the store. What it throws is logged and goes no further. One
     * that is added while an event is told is called from the next event on; one that is cancelled is not called any more.
     *
     * @param type the events to hear: one record type, or {@code StoreEvent.class} for all
     * @param listener called with each event
     * @return cancels when asked to
     */
    <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener);

    /**
     * Like {@link #on}, for the next event only: the listener is called at most once, however many threads cause events.
     *
     * @param type the events to hear
     * @param listener called with the first of them
     * @return cancels when asked to, while no event has come yet
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

    /** {@return removal of expired records by hand, or empty when this store leaves that to its backend} */
    default Optional<Sweeping> sweeping() {
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
     * Ends this store object: threads and connections of its own are gone when it returns, what the user handed in stays
     * open, and the sessions of a {@link Guarantee#DURABLE} store stay. Idempotent. Afterwards every other method, those of the
     * abilities included, is an {@link IllegalStateException}; only {@code on}, {@code once} and the accessors still answer.
     */
    @Override
    void close();
}
