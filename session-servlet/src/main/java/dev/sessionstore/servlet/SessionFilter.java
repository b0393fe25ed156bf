package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionException;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionManagerBuilder;
import dev.sessionstore.session.TypeToken;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its session, and saves it before the first byte of the response leaves. To be registered before the
 * filters and servlets that use sessions, with async supported, for the dispatcher types REQUEST, FORWARD, ASYNC and ERROR,
 * which is what {@link #addTo} does. Without FORWARD and ASYNC the session is saved at the first byte that is written in
 * such a dispatch, and its cookie cannot be sent if there is none; a new session is not stored then, which is logged.
 * Thread-safe.
 *
 * <h2>When the session is saved</h2>
 *
 * When the handler has written more than the container holds back, flushes, closes the stream or the writer, redirects, sends
 * an error, sets a WriteListener, completes its asynchronous part, or ends: whichever comes first. So a browser that follows a
 * redirect finds the session as the redirecting handler left it. What a handler changes later is saved when the request
 * ends, in a session whose cookie the browser has; beginning or regenerating a session then is an {@link
 * IllegalStateException}, since no cookie can be sent any more. Undertow ignores headers inside an include: if a response
 * with a new session outgrows its buffer there, the cookie is lost. A larger {@code setBufferSize} avoids that.
 *
 * <h2>When something fails</h2>
 *
 * A session that cannot be loaded or saved since the store is unavailable, or since other requests change it all the time,
 * becomes {@code sendError(503)}, any other {@link SessionException} {@code sendError(500)}; what the handler has written is
 * dropped, no Set-Cookie is sent, and a handler that tried to write gets the exception. Where requests continue without a session,
 * {@code getSession(true)} has none to give, and is answered with 503 too. When a handler throws something else,
 * the session is saved as it is, as Express does it, and the exception goes on to the container.
 *
 * <p>The container's own error page has the session's cookie too (Tomcat 10.1 and 11, Jetty 12.1), except on Undertow after an
 * exception. An error page that comes by an ERROR dispatch through this filter has the session as the request left it, and
 * may change it or begin one; the session's cookie is on it. If the store was unavailable for the request, it is not called
 * again for its page. Headers that were set before this filter stay on a 503.
 *
 * <p>A container that ends an asynchronous response by itself, after a timeout or an error, waits for a save that is under
 * way. A thread that writes later gets an {@code IOException}, or an {@code IllegalStateException} where none is declared.
 *
 * <h2>HttpSession</h2>
 *
 * {@code request.getSession()} and the methods around it show the same session. {@code getSession(true)} begins one that is
 * stored and whose cookie is sent even if nothing is put into it. Ids come from the cookie and never from a URL.
 *
 * <ul>
 *   <li><b>Attributes</b> are String, Boolean, Integer, Long up to ±2^53, Double, and List and Map (with String keys) of
 *       these; a whole number comes back as Integer or Long by its size, a Double without a fraction too. Under a name that is
 *       registered with {@link Builder#attribute} they are of that type or form, and {@link
 *       Builder#otherwise} takes the rest. Anything else is an {@code IllegalArgumentException}. What was got and then changed in place is saved.
 *   <li><b>Listeners</b> are registered with {@link Builder#listener}: sessions begun and invalidated by {@code HttpSession},
 *       their attributes and ids. A value that is an {@code HttpSessionBindingListener} is notified as well. A session that
 *       expires does so in the store, which publishes {@code StoreEvent.Expired}; passivation does not exist.
 *   <li><b>Times.</b> {@code getCreationTime} needs {@code recordCreation()}. {@code getLastAccessedTime} is the time of the
 *       last request that saved the session, if its cookie has a maxAge; else it is the creation time. What is not recorded is
 *       an {@code UnsupportedOperationException}. {@code setMaxInactiveInterval} is {@code Session.idleTimeout} and leaves
 *       the cookie alone; zero or less means that the session never times out.
 *   <li><b>Threads.</b> Several threads of a request may use it at once.
 * </ul>
 */
public final class SessionFilter implements Filter {

    private static final String IGNORED = SessionFilter.class.getName() + ".ignored";

    private final Predicate<? super HttpServletRequest> ignored;
    private final AttributeTypes types;
    private final Dispatches dispatches;

    private SessionFilter(Builder builder) {
        this.ignored = builder.ignored;
        this.types = new AttributeTypes(
                Map.copyOf(builder.types), List.copyOf(builder.forms), builder.otherwise, builder.requestOnly);
        this.dispatches = new Dispatches(builder.manager, types, new Listeners(List.copyOf(builder.listeners)));
    }

    /**
     * Begins with the defaults: no request is ignored.
     *
     * @param manager the sessions
     * @return a builder
     */
    public static Builder builder(SessionManager manager) {
        return new Builder(manager);
    }

    /**
     * Registers this filter for everything, as the class says.
     *
     * @param context an application that is about to start
     * @throws IllegalStateException when it has started already, or has a filter of this name
     */
    public void addTo(ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter(SessionFilter.class.getName(), this);
        if (registration == null) {
            throw new IllegalStateException("There is a filter named " + SessionFilter.class.getName() + " already");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR),
                false,
                "/*");
    }

    /**
     * The session of a request, loaded or begun at the first call; every call gives the same object.
     *
     * @param request the request, as the handler got it
     * @return the session
     * @throws SessionException when it could not be loaded; may be left to the filter, which answers it
     * @throws IllegalStateException when there is none: the request does not come through this filter or is ignored, its
     *     path is outside the cookie's, or the session was destroyed or unset. {@link #findSession} returns empty instead
     */
    public static Session session(ServletRequest request) {
        return findSession(request)
                .orElseThrow(() -> new IllegalStateException(
                        "This request has no session: it did not come through SessionFilter or is ignored by it, its"
                                + " path is outside the cookie's, or the session was destroyed or unset"));
    }

    /**
     * The session of a request, if it may have one.
     *
     * @param request the request, as the handler got it
     * @return as {@link #session}; empty where that throws IllegalStateException
     * @throws SessionException when it could not be loaded
     */
    public static Optional<Session> findSession(ServletRequest request) {
        RequestScope scope = RequestScope.of(request);
        return scope == null ? Optional.empty() : scope.session();
    }

    /**
     * Detaches the request from the session, like {@code req.session = null} in Express: changes are dropped, and what is
     * stored stays or goes as {@link SessionManagerBuilder#unset} says. Does nothing for a request without a session.
     *
     * @param request the request, as the handler got it
     */
    public static void unset(ServletRequest request) {
        RequestScope scope = RequestScope.of(request);
        if (scope != null) {
            scope.unset();
        }
    }

    /**
     * The attributes of a session outside of a request, as the {@code HttpSession} of a request would show them. Listeners are not
     * called for their changes.
     *
     * @param session from {@link SessionManager#find} or {@link SessionManager#begin}
     * @return its attributes, for this use of the session
     */
    public SessionAttributes attributes(Session session) {
        return new SessionAttributes(Objects.requireNonNull(session, "session"), types);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse)
                || request.getAttribute(IGNORED) != null) {
            chain.doFilter(request, response);
            return;
        }
        RequestScope scope = RequestScope.of(request);
        if (scope != null) {
            dispatches.resume(scope, httpRequest, httpResponse, chain);
        } else if (ignored.test(httpRequest)) {
            request.setAttribute(IGNORED, Boolean.TRUE);
            chain.doFilter(request, response);
        } else {
            dispatches.begin(httpRequest, httpResponse, chain);
        }
    }

    /** Puts a {@link SessionFilter} together. Not thread-safe. */
    public static final class Builder {

        private final SessionManager manager;
        private Predicate<? super HttpServletRequest> ignored = request -> false;
        private final Map<String, Object> types = new HashMap<>();
        private final List<AttributeTypes.Form> forms = new ArrayList<>();
        private @Nullable AttributeCodec otherwise;
        private Predicate<String> requestOnly = name -> false;
        private final List<EventListener> listeners = new ArrayList<>();

        private Builder(SessionManager manager) {
            this.manager = Objects.requireNonNull(manager, "manager");
        }

        /**
         * Which requests have nothing to do with sessions, assets for example: for them the store is not called, no session is
         * renewed and no cookie sent. Several calls add up.
         *
         * @param requests true for a request to ignore
         * @return this builder
         */
        public Builder ignore(Predicate<? super HttpServletRequest> requests) {
            Objects.requireNonNull(requests, "requests");
            Predicate<? super HttpServletRequest> before = ignored;
            ignored = request -> before.test(request) || requests.test(request);
            return this;
        }

        /**
         * Lets an attribute of the {@code HttpSession} be of a class that has a JSON form.
         *
         * @param name the attribute's name
         * @param type what {@code getAttribute} gives and {@code setAttribute} takes under this name
         * @return this builder
         */
        public Builder attribute(String name, Class<?> type) {
            types.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Lets an attribute of the {@code HttpSession} be of a generic type that has a JSON form.
         *
         * @param name the attribute's name
         * @param type what {@code getAttribute} gives and {@code setAttribute} takes under this name
         * @return this builder
         */
        public Builder attribute(String name, TypeToken<?> type) {
            types.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Gives attributes of the {@code HttpSession} a form of their own. A type that is registered for a name counts before;
         * of several patterns the one that was given first.
         *
         * @param pattern the attribute's name, or a pattern in which {@code *} stands for any characters
         * @param codec writes and reads them
         * @return this builder
         */
        public Builder attribute(String pattern, AttributeCodec codec) {
            forms.add(
                    new AttributeTypes.Form(AttributeTypes.matching(pattern), Objects.requireNonNull(codec, "codec")));
            return this;
        }

        /**
         * The form of what is neither plain nor under a name that is registered: {@link ClassNameCodec#allowing} for example.
         * Without it such a value is refused. An object whose first member is {@code @class} is stored as it is written, and
         * anything else in a member {@code @value}, so that plain values are told from it.
         *
         * @param codec writes and reads them
         * @return this builder
         */
        public Builder otherwise(AttributeCodec codec) {
            otherwise = Objects.requireNonNull(codec, "codec");
            return this;
        }

        /**
         * Attributes that are not stored: they last until the end of the request, or until the session is invalidated in it.
         *
         * @param pattern the attribute's name, or a pattern in which {@code *} stands for any characters
         * @return this builder
         */
        public Builder requestOnly(String pattern) {
            requestOnly = requestOnly.or(AttributeTypes.matching(pattern));
            return this;
        }

        /**
         * Adds a listener that is called when an {@code HttpSession} changes. Listeners that are registered with the container
         * are not called for these sessions.
         *
         * @param listener an {@code HttpSessionListener}, {@code HttpSessionAttributeListener} or {@code
         *     HttpSessionIdListener}, or several of them in one
         * @return this builder
         * @throws IllegalArgumentException when it is none of these
         */
        public Builder listener(EventListener listener) {
            if (!(listener instanceof HttpSessionListener
                    || listener instanceof HttpSessionAttributeListener
                    || listener instanceof HttpSessionIdListener)) {
                throw new IllegalArgumentException(
                        "listener: " + listener.getClass().getName()
                                + " is no HttpSessionListener, HttpSessionAttributeListener or HttpSessionIdListener");
            }
            listeners.add(listener);
            return this;
        }

        /** {@return the filter} */
        public SessionFilter build() {
            return new SessionFilter(this);
        }
    }
}
