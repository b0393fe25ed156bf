package dev.sessionstore.spring.boot;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Collection;
import java.util.EventListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;

/** Listeners of sessions that are beans. Spring Boot registers them with the container, where no session ever begins. */
final class SessionListeners {

    private static final List<Class<? extends EventListener>> TYPES =
            List.of(HttpSessionListener.class, HttpSessionAttributeListener.class, HttpSessionIdListener.class);

    private SessionListeners() {}

    static Collection<EventListener> of(ListableBeanFactory beans) {
        Set<EventListener> listeners = new LinkedHashSet<>();
        for (Class<? extends EventListener> type : TYPES) {
            beans.getBeanProvider(type).orderedStream().forEach(listeners::add);
        }
        beans.getBeanProvider(ServletListenerRegistrationBean.class)
                .orderedStream()
                .map(registration -> registration.getListener())
                .filter(listener -> TYPES.stream().anyMatch(type -> type.isInstance(listener)))
                .forEach(listeners::add);
        return listeners;
    }
}
