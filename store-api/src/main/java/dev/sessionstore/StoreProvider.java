package dev.sessionstore;

/**
 * Opens the stores of one module, for {@link Stores#open}. A module names its provider in
 * {@code META-INF/services/dev.sessionstore.StoreProvider}; the class is public and has a public constructor without parameters.
 */
public interface StoreProvider {

    /** {@return the name of the module, as an error message shows it: {@code store-redis-lettuce}} */
    String name();

    /**
     * Whether the URL is for this module, by its form alone: nothing is connected.
     *
     * @param url as given to {@link Stores#open}; may contain a password
     */
    boolean accepts(String url);

    /**
     * Opens a store with the defaults of its module.
     *
     * @param url a URL that {@link #accepts} accepted
     * @return the store, to be closed by the caller
     * @throws IllegalArgumentException when the URL is malformed
     * @throws StoreException when the backend refuses or does not answer in time
     */
    Store open(String url);
}
