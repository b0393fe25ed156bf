package dev.sessionstore.servlet;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.EventListener;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Notifies listeners, and attributes that are listeners themselves, of changes to an {@code HttpSession}. */
record Listeners(List<EventListener> all) {

    boolean hasAttributeListeners() {
        return all.stream().anyMatch(HttpSessionAttributeListener.class::isInstance);
    }

    void created(HttpSession session) {
        publish(HttpSessionListener.class, listener -> listener.sessionCreated(new HttpSessionEvent(session)));
    }

    /** In reverse order, as the Servlet specification requires. */
    void destroyed(HttpSession session) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i) instanceof HttpSessionListener listener) {
                guarded(listener, () -> listener.sessionDestroyed(new HttpSessionEvent(session)));
            }
        }
    }

    void idChanged(HttpSession session, String oldId) {
        publish(
                HttpSessionIdListener.class,
                listener -> listener.sessionIdChanged(new HttpSessionEvent(session), oldId));
    }

    void attributeChanged(HttpSession session, String name, @Nullable Object before, @Nullable Object after) {
        if (before == after) {
            return;
        }
        if (after instanceof HttpSessionBindingListener bound) {
            guarded(bound, () -> bound.valueBound(new HttpSessionBindingEvent(session, name, after)));
        }
        if (before instanceof HttpSessionBindingListener unbound) {
            guarded(unbound, () -> unbound.valueUnbound(new HttpSessionBindingEvent(session, name, before)));
        }
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, before == null ? after : before);
        publish(HttpSessionAttributeListener.class, listener -> {
            if (before == null) {
                listener.attributeAdded(event);
            } else if (after == null) {
                listener.attributeRemoved(event);
            } else {
                listener.attributeReplaced(event);
            }
        });
    }

    private <T extends EventListener> void publish(Class<T> type, Consumer<T> event) {
        for (EventListener listener : all) {
            if (type.isInstance(listener)) {
                guarded(listener, () -> event.accept(type.cast(listener)));
            }
        }
    }

    /** As in containers, an exception of a listener is logged and stops nothing. */
    private static void guarded(Object listener, Runnable call) {
        try {
            call.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            SessionFailures.logListener(listener, e);
        }
    }
}
