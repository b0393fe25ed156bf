package dev.sessionstore.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the container's request and response behind our wrappers when the exchange has ended, since the container may use
 * its own for another client. A thread that still holds a wrapper gets an exception.
 */
final class EndedExchange {

    static final HttpServletRequest REQUEST = refusing(HttpServletRequest.class);
    static final HttpServletResponse RESPONSE = refusing(HttpServletResponse.class);

    private EndedExchange() {}

    private static <T> T refusing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                EndedExchange.class.getClassLoader(), new Class<?>[] {type}, EndedExchange::refuse));
    }

    private static @Nullable Object refuse(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "isCommitted" -> true;
            case "isAsyncStarted" ->
                false; // Undertow calls this and the next after a dispatch that a timeout has ended
            case "getDispatcherType" -> DispatcherType.ASYNC;
            case "toString" -> "an exchange that has ended";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments[0] == proxy;
            default ->
                throw new IllegalStateException(method.getName()
                        + ": the request is over, its response was ended by a timeout or an error or is complete");
        };
    }
}
