package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.MapSession;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Publishes the end of a session as Spring Session does, so that the WebSocket connections of a session are closed with it. Only what
 * this node ends is published. The session of an event has its id and nothing else.
 */
final class SessionEvents implements AutoCloseable {

    private final Subscription destroyed;
    private final Subscription expired;

    SessionEvents(Store store, ApplicationEventPublisher publisher) {
        this.destroyed = store.on(
                StoreEvent.Destroyed.class,
                event -> publisher.publishEvent(new SessionDeletedEvent(this, new MapSession(event.sid()))));
        this.expired = store.on(
                StoreEvent.Expired.class,
                event -> publisher.publishEvent(new SessionExpiredEvent(this, new MapSession(event.sid()))));
    }

    @Override
    public void close() {
        destroyed.cancel();
        expired.cancel();
    }
}
