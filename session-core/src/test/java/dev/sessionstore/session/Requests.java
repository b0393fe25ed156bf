package dev.sessionstore.session;

import java.util.ArrayList;
import java.util.List;

/** A request made of what a test says of it. */
record Requests(String path, List<String> cookies, List<String> forwardedProtocols, boolean encrypted, boolean secure)
        implements SessionRequest {

    static Requests plain() {
        return new Requests("/", List.of(), List.of(), false, false);
    }

    static Requests withCookie(String cookie) {
        return new Requests("/", List.of(cookie), List.of(), false, false);
    }

    Requests cookie(String cookie) {
        List<String> more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Requests(path, more, forwardedProtocols, encrypted, secure);
    }

    Requests at(String otherPath) {
        return new Requests(otherPath, cookies, forwardedProtocols, encrypted, secure);
    }

    Requests forwarded(String... protocols) {
        return new Requests(path, cookies, List.of(protocols), encrypted, secure);
    }

    Requests overTls() {
        return new Requests(path, cookies, forwardedProtocols, true, true);
    }

    Requests calledSecure() {
        return new Requests(path, cookies, forwardedProtocols, encrypted, true);
    }

    @Override
    public List<String> headers(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "cookie" -> cookies;
            case "x-forwarded-proto" -> forwardedProtocols;
            default -> List.of();
        };
    }
}
