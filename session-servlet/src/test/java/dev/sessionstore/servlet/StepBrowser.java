package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.TypeToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser whose requests run what a test says, on a Tomcat behind the filter. */
final class StepBrowser implements AutoCloseable {

    /** A value with a JSON form. */
    record User(String name, int age) implements HttpSessionBindingListener {

        static final List<String> EVENTS = new CopyOnWriteArrayList<>();

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            EVENTS.add("bound " + event.getName());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            EVENTS.add("unbound " + event.getName());
        }
    }

    @FunctionalInterface
    interface Step {
        Object take(HttpServletRequest request) throws Exception;
    }

    final WatchedStore store = new WatchedStore();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final TomcatServer server;
    private volatile Step step = request -> null;
    private volatile Object result;
    String cookie = "";

    StepBrowser(File folder) throws Exception {
        User.EVENTS.clear();
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .recordCreation()
                .cookie(c -> c.maxAge(Duration.ofMinutes(30)))
                .build();
        SessionFilter filter = SessionFilter.builder(manager)
                .attribute("user", User.class)
                .attribute("users", new TypeToken<List<User>>() {})
                .listener(new RecordingListener(events))
                .build();
        server = new TomcatServer(folder)
                .filter(filter, WebServer.ALL)
                .servlet("/step", Handlers.servlet((request, response) -> {
                    try {
                        result = step.take(request);
                    } catch (Exception e) {
                        result = e;
                    }
                }))
                .start();
    }

    /** Takes a step in a request of its own. */
    Object in(Step taken) throws Exception {
        return at("/step", taken);
    }

    Object at(String path, Step taken) throws Exception {
        step = taken;
        Answer answer = Exchange.get(server.port(), path, "Cookie: a=b; " + cookie);
        assertThat(answer.status()).isEqualTo(200);
        if (!answer.sessionCookies().isEmpty()) {
            cookie = answer.cookie();
        }
        return result;
    }

    @Override
    public void close() throws Exception {
        server.close();
        store.close();
    }
}
