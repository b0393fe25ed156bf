package dev.sessionstore;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens a store of whichever backend module is on the class path, so that the URL alone decides which store it is. */
public final class Stores {

    private Stores() {}

    /**
     * Opens the store for a URL with the defaults of its module: {@code memory:}, {@code redis://localhost:6379},
     * {@code jdbc:postgresql://localhost/app}. To set more than the URL can say, use the builder of the store's own class.
     *
     * @param url where the sessions are kept
     * @return the store, to be closed by the caller
     * @throws IllegalArgumentException when no module on the class path accepts the URL, or several do, or it is malformed
     * @throws StoreException when the backend refuses or does not answer in time
     */
    public static Store open(String url) {
        List<StoreProvider> all = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        List<StoreProvider> accepting =
                all.stream().filter(provider -> provider.accepts(url)).toList();
        if (accepting.size() == 1) {
            return accepting.get(0).open(url);
        }
        throw new IllegalArgumentException(
                accepting.isEmpty()
                        ? "url: no store module on the class path opens " + scheme(url) + "; there are: " + names(all)
                        : "url: several store modules on the class path open " + scheme(url) + ": " + names(accepting)
                                + ". Keep one of them, or use its own class");
    }

    /** The rest of a URL may contain a password. */
    private static String scheme(String url) {
        String[] parts = url.split(":", 3);
        return parts.length < 2 ? "a URL without a scheme" : parts[0].equals("jdbc") ? "jdbc:" + parts[1] : parts[0];
    }

    private static String names(List<StoreProvider> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(StoreProvider::name).sorted().collect(Collectors.joining(", "));
    }
}
