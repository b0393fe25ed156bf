package dev.sessionstore.conformance;

import java.util.stream.IntStream;

/**
 * The most round trips to its server that a store promises for each call. A store whose calls all take one has
 * {@code Budget.of(1)}; exceptions are named: {@code Budget.of(1).create(2)}.
 *
 * @param get for a get
 * @param set for a set
 * @param touch for a touch
 * @param destroy for a destroy
 * @param create for a create
 * @param replace for a replace
 * @param bind for a bind of an owner
 * @param unbind for an unbind of an owner
 */
public record Budget(int get, int set, int touch, int destroy, int create, int replace, int bind, int unbind) {

    /**
     * No number is negative.
     *
     * @param get for a get
     * @param set for a set
     * @param touch for a touch
     * @param destroy for a destroy
     * @param create for a create
     * @param replace for a replace
     * @param bind for a bind of an owner
     * @param unbind for an unbind of an owner
     */
    public Budget {
        if (IntStream.of(get, set, touch, destroy, create, replace, bind, unbind)
                .anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a number of round trips is negative");
        }
    }

    /**
     * The same for all.
     *
     * @param roundTrips at most, for any call
     * @return that budget
     */
    public static Budget of(int roundTrips) {
        return new Budget(
                roundTrips, roundTrips, roundTrips, roundTrips, roundTrips, roundTrips, roundTrips, roundTrips);
    }

    /**
     * The same budget, except for {@code set}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget set(int roundTrips) {
        return new Budget(get, roundTrips, touch, destroy, create, replace, bind, unbind);
    }

    /**
     * The same budget, except for {@code touch}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget touch(int roundTrips) {
        return new Budget(get, set, roundTrips, destroy, create, replace, bind, unbind);
    }

    /**
     * The same budget, except for {@code destroy}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget destroy(int roundTrips) {
        return new Budget(get, set, touch, roundTrips, create, replace, bind, unbind);
    }

    /**
     * The same budget, except for {@code create}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget create(int roundTrips) {
        return new Budget(get, set, touch, destroy, roundTrips, replace, bind, unbind);
    }

    /**
     * The same budget, except for {@code replace}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget replace(int roundTrips) {
        return new Budget(get, set, touch, destroy, create, roundTrips, bind, unbind);
    }

    /**
     * The same budget, except for {@code bind}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget bind(int roundTrips) {
        return new Budget(get, set, touch, destroy, create, replace, roundTrips, unbind);
    }

    /**
     * The same budget, except for {@code unbind}.
     *
     * @param roundTrips at most
     * @return a new budget
     */
    public Budget unbind(int roundTrips) {
        return new Budget(get, set, touch, destroy, create, replace, bind, roundTrips);
    }
}
