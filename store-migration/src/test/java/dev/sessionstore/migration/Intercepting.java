package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;

/** Stores that behave differently in one method. */
final class Intercepting {

    private Intercepting() {}

    static <T> T method(Class<T> type, T target, String name, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        return answer.apply(arguments);
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    static Store listing(Store store, String name, Function<Object[], Object> answer) {
        Listing changed = method(Listing.class, store.listing().orElseThrow(), name, answer);
        return method(Store.class, store, "listing", none -> Optional.of(changed));
    }
}
