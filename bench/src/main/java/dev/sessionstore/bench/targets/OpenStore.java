package dev.sessionstore.bench.targets;

import dev.sessionstore.Store;

/**
 * A store and what has to be closed after it.
 *
 * @param store ours
 * @param resources what it works on and does not own
 */
record OpenStore(Store store, AutoCloseable resources) implements AutoCloseable {

    static OpenStore of(Store store) {
        return new OpenStore(store, () -> {});
    }

    @Override
    public void close() throws Exception {
        try (resources) {
            store.close();
        }
    }
}
