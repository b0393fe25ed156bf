package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;

/** Writes down what it hears. */
record Telling(List<String> told) implements HttpSessionListener, HttpSessionAttributeListener, HttpSessionIdListener {

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        told.add("created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        assertThat(event.getSession().getAttributeNames()).isNotNull();
        told.add("destroyed");
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        told.add("added " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        told.add("removed " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        told.add("replaced " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        told.add("id " + oldId + " " + event.getSession().getId());
    }
}
