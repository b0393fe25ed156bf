package dev.sessionstore.micrometer;

import dev.sessionstore.Store;
import java.util.Map;

/** How a store is called when nobody says. */
final class StoreNames {

    private static final Map<String, String> SYSTEMS = Map.of(
            "dev.sessionstore.redis", "redis",
            "dev.sessionstore.memory", "memory",
            "dev.sessionstore.jdbc", "other_sql");

    private StoreNames() {}

    static String label(Store store) {
        String name = store.getClass().getSimpleName();
        return store.getClass().isHidden() || name.isEmpty() || name.startsWith("$") ? "Store" : name;
    }

    static String system(Store store) {
        return SYSTEMS.getOrDefault(store.getClass().getPackageName(), label(store));
    }
}
