package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.session.SessionRequest;
import java.util.List;

/**
 * A request with a cookie, or with none.
 *
 * @param cookies the values of its Cookie headers
 */
record Visitor(List<String> cookies) implements SessionRequest {

    static Visitor with(String cookie) {
        return new Visitor(List.of(cookie));
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public List<String> headers(String name) {
        return name.equals("Cookie") ? cookies : List.of();
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
