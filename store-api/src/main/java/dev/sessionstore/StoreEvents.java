package dev.sessionstore;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The listeners of one store. A store holds one of these, delegates {@link Store#on} to it and publishes its events here.
 * Thread-safe. Publishing takes no lock and costs next to nothing without listeners.
 */
public final class StoreEvents {

    private static final System.Logger LOG = System.getLogger(StoreEvents.class.getName());

    private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();

    /** See {@link Store#on}. */
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        Listener<E> added = new Listener<>(type, listener);
        listeners.add(added);
        return () -> {
            added.cancelled = true;
            listeners.remove(added);
        };
    }

    /**
     * Calls the listeners of this event's type, on this thread, in the order in which they were added. Call it after the
     * effect is visible, with no lock held. Whatever a listener throws is logged.
     *
     * @param event what happened
     */
    public void publish(StoreEvent event) {
        for (Listener<?> listener : listeners) {
            listener.receive(event);
        }
    }

    /** One subscription. Compared by identity, so the same consumer may be added twice. */
    private static final class Listener<E extends StoreEvent> {
        private final Class<E> type;
        private final Consumer<? super E> consumer;
        private volatile boolean cancelled;

        Listener(Class<E> type, Consumer<? super E> consumer) {
            this.type = Objects.requireNonNull(type, "type");
            this.consumer = Objects.requireNonNull(consumer, "listener");
        }

        void receive(StoreEvent event) {
            if (cancelled || !type.isInstance(event)) {
                return;
            }
            try {
                consumer.accept(type.cast(event));
            } catch (Throwable thrown) {
                LOG.log(System.Logger.Level.WARNING, "A listener for " + event + " failed", thrown);
            }
        }
    }
}
