package dev.sessionstore.jdbc;

import dev.sessionstore.Store;
import dev.sessionstore.StoreProvider;
import dev.sessionstore.Stores;

/** Lets {@link Stores#open} find this module. */
public final class JdbcStoreProvider implements StoreProvider {

    @Override
    public String name() {
        return "store-jdbc";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:");
    }

    @Override
    public Store open(String url) {
        return JdbcStore.open(url);
    }
}
