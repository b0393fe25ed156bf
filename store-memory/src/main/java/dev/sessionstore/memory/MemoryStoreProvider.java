package dev.sessionstore.memory;

import dev.sessionstore.Store;
import dev.sessionstore.StoreProvider;
import dev.sessionstore.Stores;

/** Lets {@link Stores#open} find this module. */
public final class MemoryStoreProvider implements StoreProvider {

    @Override
    public String name() {
        return "store-memory";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("memory:");
    }

    @Override
    public Store open(String url) {
        return MemoryStore.builder().build();
    }
}
