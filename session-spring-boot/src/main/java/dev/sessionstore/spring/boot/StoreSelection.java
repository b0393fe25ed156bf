package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Which store an application uses: that of {@code session-store.url}, else the one over the only client or DataSource bean for which
 * there is a module, else memory when nothing else is there.
 */
final class StoreSelection {

    private final SessionStoreProperties properties;
    private final ListableBeanFactory beans;
    private final ClassLoader loader;

    StoreSelection(SessionStoreProperties properties, ListableBeanFactory beans, ClassLoader loader) {
        this.properties = properties;
        this.beans = beans;
        this.loader = loader;
    }

    /** A store that could be used. */
    private record Candidate(StoreType type, Supplier<Store> open) {}

    /**
     * Opens the store.
     *
     * @throws SessionStoreException when there is none, or no single one
     * @throws dev.sessionstore.StoreException when it cannot be opened
     */
    Store open() {
        List<StoreType> present = Arrays.stream(StoreType.values())
                .filter(type -> ClassUtils.isPresent(type.className(), loader))
                .filter(type -> properties.type() == null || properties.type() == type)
                .toList();
        if (present.isEmpty()) {
            throw new SessionStoreException(
                    properties.type() == null
                            ? "There is no store module on the class path."
                            : "session-store.type is " + name(properties.type())
                                    + ", and its module is not on the class path.",
                    "Add one dependency: "
                            + (properties.type() == null
                                    ? modules(List.of(StoreType.values()))
                                    : properties.type().module())
                            + ".");
        }
        String url = properties.url();
        return url == null ? overBean(present) : fromUrl(present, url);
    }

    private Store fromUrl(List<StoreType> present, String url) {
        List<StoreType> fitting =
                present.stream().filter(type -> type.opens(url)).toList();
        if (fitting.isEmpty()) {
            List<StoreType> known = Arrays.stream(StoreType.values())
                    .filter(type -> type.opens(url))
                    .toList();
            throw new SessionStoreException(
                    "No store module on the class path opens session-store.url, which begins with " + scheme(url) + ".",
                    known.isEmpty()
                            ? "Let it begin with redis://, rediss://, redis-sentinel://, redis-cluster://, jdbc: or"
                                    + " memory:."
                            : "Add one dependency: " + modules(known) + ".");
        }
        return new StoreOpening(properties).fromUrl(only(fitting, "open session-store.url"), url);
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "no scheme" : url.substring(0, colon + 1);
    }

    private Store overBean(List<StoreType> present) {
        List<Candidate> candidates = new ArrayList<>();
        for (StoreType type : present) {
            Supplier<Store> open = open(type);
            if (open != null) {
                candidates.add(new Candidate(type, open));
            }
        }
        if (candidates.isEmpty()) {
            if (present.contains(StoreType.MEMORY)) {
                return new StoreOpening(properties).fromUrl(StoreType.MEMORY, "memory:");
            }
            throw new SessionStoreException(
                    "Nothing says where the sessions are kept: session-store.url is not set, and there is no bean of a"
                            + " client or DataSource for " + modules(present) + ".",
                    "Set session-store.url, to redis://localhost:6379 for example, or define a bean of"
                            + " dev.sessionstore.Store.");
        }
        StoreType chosen = only(candidates.stream().map(Candidate::type).toList(), "use a bean of the application");
        return candidates.stream()
                .filter(candidate -> candidate.type() == chosen)
                .findFirst()
                .orElseThrow()
                .open()
                .get();
    }

    private @Nullable Supplier<Store> open(StoreType type) {
        return switch (type) {
            case MEMORY -> null;
            case LETTUCE -> LettuceBeans.find(beans, new StoreOpening(properties), loader);
            case JEDIS -> ClientBeans.jedis(beans, new StoreOpening(properties));
            case REDISSON -> ClientBeans.redisson(beans, new StoreOpening(properties));
            case JDBC -> ClientBeans.dataSource(beans, new StoreOpening(properties));
        };
    }

    private static StoreType only(List<StoreType> types, String todo) {
        if (types.size() > 1) {
            throw new SessionStoreException(
                    "Several store modules could " + todo + ": " + modules(types) + ".",
                    "Set session-store.type to "
                            + types.stream().map(StoreSelection::name).collect(Collectors.joining(" or "))
                            + ", or remove the other dependency.");
        }
        return types.get(0);
    }

    private static String name(StoreType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static String modules(List<StoreType> types) {
        return types.stream().map(StoreType::module).collect(Collectors.joining(", "));
    }
}
