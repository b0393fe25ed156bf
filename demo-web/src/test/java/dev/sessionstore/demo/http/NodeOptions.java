package dev.sessionstore.demo.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of {@code app.mjs}: those of express-session, and which store. */
final class NodeOptions {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private NodeOptions() {}

    static NodeOptions none() {
        return new NodeOptions();
    }

    static NodeOptions redis(String url, String... secrets) {
        return new NodeOptions().with("url", url).with("secrets", List.of(secrets));
    }

    NodeOptions with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> members() {
        return members;
    }
}
