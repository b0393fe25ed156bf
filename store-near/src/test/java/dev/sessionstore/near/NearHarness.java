package dev.sessionstore.near;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Stores with copies over those of another harness.
 *
 * @param behind opens the stores behind
 * @param options of the copies
 */
record NearHarness(StoreHarness behind, UnaryOperator<NearStoreBuilder> options) implements StoreHarness {

    @Override
    public Store open() throws Exception {
        return over(behind.open());
    }

    private Store over(Store store) {
        NearStore near = options.apply(NearStore.over(store).clock(behind::now)).build();
        return closingBoth(near, store);
    }

    /** The suite closes one store and expects that nothing of it stays. */
    private static Store closingBoth(NearStore near, Store store) {
        return (Store) Proxy.newProxyInstance(
                NearHarness.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(near, arguments);
                        if (method.getName().equals("close")) {
                            store.close();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Instant now() {
        return behind.now();
    }

    @Override
    public void advance(Duration duration) throws Exception {
        behind.advance(duration);
    }

    @Override
    public Duration tolerance() {
        return behind.tolerance();
    }

    @Override
    public Duration timeout() {
        return behind.timeout();
    }

    @Override
    public boolean sweepsByItself() {
        return behind.sweepsByItself();
    }

    @Override
    public Optional<FaultProxy> network() {
        return behind.network();
    }

    @Override
    public Optional<Store> openNeighbour() throws Exception {
        return behind.openNeighbour().map(this::over);
    }

    @Override
    public OptionalLong ownerRecords() {
        return behind.ownerRecords();
    }

    @Override
    public void close() throws Exception {
        behind.close();
    }
}
