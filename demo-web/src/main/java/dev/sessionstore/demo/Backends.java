package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.memory.MemoryStore;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stores that the demo can use, by the name that {@code --store} takes. A new one is one more line. */
final class Backends {

    private static final Map<String, Function<StoreOptions, Store>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("memory", options -> MemoryStore.builder().build());
    }

    private Backends() {}

    /**
     * Opens the store and asks it something, so that an unreachable one is noticed before the first request.
     *
     * @throws StartException when there is no such backend, its options are wrong or it does not answer
     */
    static Store open(StoreOptions options) {
        Function<StoreOptions, Store> backend = BY_NAME.get(options.store);
        if (backend == null) {
            throw new StartException(
                    "Unknown --store '" + options.store + "', choose one of " + String.join(", ", BY_NAME.keySet()),
                    null);
        }
        @Nullable Store store = null;
        try {
            store = backend.apply(options);
            store.get("probe");
            return store;
        } catch (StoreException | IllegalArgumentException e) {
            if (store != null) {
                store.close();
            }
            throw new StartException("Cannot use --store " + options.store + ": " + e.getMessage(), e);
        }
    }

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return BY_NAME.keySet().iterator();
        }
    }
}
