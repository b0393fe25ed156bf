package dev.sessionstore.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What is behind our request and response when the container has taken its own back, for another client perhaps: whoever still
 * holds ours, a thread that was too slow for instance, is refused and reaches nobody.
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
                false; // this and the next, Undertow asks at the end of a dispatch that was overtaken
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
