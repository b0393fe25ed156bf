package dev.sessionstore;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener that is called for one event and then cancels itself. The event may come before {@link Store#on} returns. */
final class Once<E extends StoreEvent> implements Consumer<E>, Subscription {

    private final Consumer<? super E> listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Subscription subscription;

    private Once(Consumer<? super E> listener) {
        this.listener = listener;
    }

    static <E extends StoreEvent> Subscription subscribe(Store store, Class<E> type, Consumer<? super E> listener) {
        Once<E> once = new Once<>(listener);
        once.subscription = store.on(type, once);
        if (once.over.get()) {
            once.cancelSubscription();
        }
        return once;
    }

    @Override
    public void accept(E event) {
        if (over.compareAndSet(false, true)) {
            cancelSubscription();
            listener.accept(event);
        }
    }

    @Override
    public void cancel() {
        over.set(true);
        cancelSubscription();
    }

    private void cancelSubscription() {
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
