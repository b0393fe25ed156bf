package dev.sessionstore.session;

import java.util.List;

/** In the place of a request, for a session that is used outside of any. */
enum NoRequest implements SessionRequest {
    INSTANCE;

    @Override
    public String path() {
        return "/";
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
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
