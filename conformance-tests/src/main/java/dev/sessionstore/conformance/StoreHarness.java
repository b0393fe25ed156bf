package dev.sessionstore.conformance;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the suite needs to test a store: how to open it, its clock, and the network between it and its server, if it has one.
 * The suite makes a new harness for every rule and closes it afterwards. A harness starts <b>without any session</b>, with its
 * own prefix, table or folder, or by emptying it. What is expensive, such as a server or a client's thread pools, belongs in a
 * static field that outlives the harness.
 *
 * <p>Open stores whose own sweeper is switched off, or at least runs rarely: rules that sweep call {@code sweep}. Give the
 * stores a timeout of about a second and return it in {@link #timeout()}: rules about outages wait for it some twenty times,
 * and on a busy machine a much shorter one causes failures of its own. A store whose reads may be old has a staleness of some
 * tens of milliseconds at best, and of less than five seconds: rules wait for that, too.
 *
 * <p>These methods are called by one thread at a time, not always the same one.
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

    /** {@return the time of the {@code InstantSource} that the stores of this harness were built with} */
    Instant now();

    /**
     * Advances the time without waiting. Afterwards {@link #now()} is later by this much, for all stores of this harness.
     *
     * <p>If the backend expires records by its own clock, age the stored records too, so that each has this much less time left,
     * and remove those that have none left. On Redis that is {@code PEXPIRE key (PTTL key - duration)} for each key of this
     * harness. The records of an index of owners ({@link dev.sessionstore.Owners}) age too.
     *
     * @param duration how much, positive; up to some years
     * @throws Exception when it cannot be done; the rule fails with it
     */
    void advance(Duration duration) throws Exception;

    /**
     * How much earlier than by {@link #now()} a record may be gone because the backend's clock goes on during a rule. Zero
     * when the store uses the given clock only; a few seconds with a server that expires records by itself.
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
     * Whether the stores' own sweeper runs during a rule. The rules about sweeping then check less exactly, so switch it off
     * where possible.
     *
     * @return false when only the rules sweep
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
     * Opens a store that shares the server but not the data: with another prefix, in another table. Choose a name that an
     * unescaped pattern would match, such as prefix {@code sess-a:} next to {@code sess-?:}. The suite checks that listing and
     * clearing leave the neighbour alone.
     *
     * @return a store that the suite closes, or empty when that does not exist
     * @throws Exception when it cannot be opened
     */
    default Optional<Store> openNeighbour() throws Exception {
        return Optional.empty();
    }

    /** {@return the most round trips that the store promises for each call; empty when it promises nothing} */
    default Optional<Budget> budget() {
        return Optional.empty();
    }

    /**
     * {@return how many round trips all stores of this harness have made so far; empty when they are not counted} By default
     * the proxy counts them.
     */
    default OptionalLong roundTrips() {
        return network().map(FaultProxy::roundTrips).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /**
     * {@return how many records the index of owners has at its backend, those of ended entries included; empty when they are
     * not counted} The suite checks that none is left when all entries have ended.
     */
    default OptionalLong ownerRecords() {
        return OptionalLong.empty();
    }

    /** Removes what this harness made. The stores are closed already. */
    @Override
    void close() throws Exception;
}
