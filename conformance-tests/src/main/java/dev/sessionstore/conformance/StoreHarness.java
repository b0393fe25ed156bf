package dev.sessionstore.conformance;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the suite needs to try a store: how to open it, its clock, and the network between it and its server, if it has one.
 * The suite asks for a new harness for every rule and closes it afterwards, so a harness starts <b>without any session</b>
 * (with a prefix, table or folder of its own, or by emptying it), and what is expensive, such as a server or a client's thread
 * pools, belongs into a static field that outlives it.
 *
 * <p>Open stores whose own sweeper is switched off, or at least runs rarely: rules that sweep do it by hand. Let the stores
 * have a timeout of about a second, and tell it in {@link #timeout()}: rules about outages wait for it some twenty times, and on
 * a busy machine a much shorter one makes outages of its own.
 *
 * <p>One thread at a time calls these methods, not always the same.
 */
public interface StoreHarness extends AutoCloseable {

    /**
     * Opens one more store on the same data and with the same clock, as one more node of a cluster would. For a store that is
     * not {@code SHARED} it may have data of its own; the suite then uses one object in both roles.
     *
     * @return a store that the suite closes
     * @throws Exception when it cannot be opened; the rule fails with it
     */
    Store open() throws Exception;

    /** {@return the time that the stores of this harness go by, from the {@code InstantSource} that they were built with} */
    Instant now();

    /**
     * Lets time pass without waiting. Afterwards {@link #now()} is later by this much, for all stores of this harness.
     *
     * <p>Where the backend keeps time by itself, moving the application's clock is not enough: age the stored records too, so
     * that each has this much less time left, and remove those that have none left. On Redis that is, for each key of this
     * harness, {@code PEXPIRE key (PTTL key - duration)}.
     *
     * @param duration how much, positive; up to some years
     * @throws Exception when it cannot be done; the rule fails with it
     */
    void advance(Duration duration) throws Exception;

    /**
     * How much earlier than by {@link #now()} a record may be gone because the backend's clock runs on while a rule does. Zero
     * when the store looks at the given clock only; a few seconds with a server that expires records by itself.
     *
     * @return zero or more
     */
    default Duration tolerance() {
        return Duration.ZERO;
    }

    /** {@return the timeout that the opened stores have} */
    default Duration timeout() {
        return Duration.ofSeconds(2);
    }

    /**
     * Whether a sweeper of the stores' own is at work while a rule runs. Rules that sweep by hand then leave it its share and
     * check less exactly, so switch it off where that is possible.
     *
     * @return false when whatever is swept is swept by hand
     */
    default boolean sweepsByItself() {
        return false;
    }

    /**
     * The proxy through which all stores of this harness reach their server.
     *
     * @return empty when the store has no server; then the rules about outages do not apply
     */
    default Optional<FaultProxy> network() {
        return Optional.empty();
    }

    /**
     * Opens a store that shares the server, but not the data: with another prefix, in another table. Choose a name that a
     * careless pattern would catch, such as prefix {@code sess-a:} next to {@code sess-?:}. The suite checks that listing and
     * clearing keep to themselves.
     *
     * @return a store that the suite closes, or empty when that does not exist
     * @throws Exception when it cannot be opened
     */
    default Optional<Store> openNeighbour() throws Exception {
        return Optional.empty();
    }

    /** {@return what each call costs at most, as the store promises; empty when it promises nothing} */
    default Optional<Budget> budget() {
        return Optional.empty();
    }

    /**
     * {@return how many round trips all stores of this harness have made so far; empty when nobody counts them} The proxy
     * counts them where there is one.
     */
    default OptionalLong roundTrips() {
        return network().map(FaultProxy::roundTrips).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Removes what this harness made. The stores are closed already. */
    @Override
    void close() throws Exception;
}
