package dev.sessionstore.conformance;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events that a node published since this listener was added. */
final class RecordedEvents {

    private final List<StoreEvent> events = new CopyOnWriteArrayList<>();
    private final Subscription subscription;

    private RecordedEvents(Node node, Class<? extends StoreEvent> type) {
        subscription = node.store().on(type, events::add);
    }

    static RecordedEvents from(Node node, Class<? extends StoreEvent> type) {
        return new RecordedEvents(node, type);
    }

    /** All so far, in the order in which they came. */
    List<StoreEvent> all() {
        return List.copyOf(events);
    }

    /** All so far of one type. */
    <E extends StoreEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    void cancel() {
        subscription.cancel();
    }
}
