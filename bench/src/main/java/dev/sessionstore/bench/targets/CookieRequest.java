package dev.sessionstore.bench.targets;

import dev.sessionstore.session.SessionRequest;
import java.util.List;

/**
 * A request with a cookie, or with none.
 *
 * @param cookies the values of its Cookie headers
 */
public record CookieRequest(List<String> cookies) implements SessionRequest {

    /** {@return a request with one Cookie header} */
    public static CookieRequest with(String cookie) {
        return new CookieRequest(List.of(cookie));
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase("Cookie") ? cookies : List.of();
    }

    @Override
    public boolean encrypted() {
        return false;
    }

    @Override
    public boolean secure() {
        return false;
    }
}
