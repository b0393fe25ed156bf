package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** Reads and writes the JSON of the demo's routes. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAX_SHOWN = 100;

    private Json() {}

    /**
     * An object of these members, in this order.
     *
     * @param members name, value, name, value, …; a value is null, a String, Boolean, Number, {@link #raw}, or a
     *     Map or List of these
     */
    static Map<String, @Nullable Object> object(@Nullable Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put(String.valueOf(members[i]), members[i + 1]);
        }
        return object;
    }

    /** A text that is JSON already, to be written as it is. */
    static Object raw(String json) {
        return new RawValue(json);
    }

    /**
     * Reads an object.
     *
     * @return each member's JSON by its name, in order
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    static Map<String, String> members(byte[] utf8) {
        Map<String, String> members = new LinkedHashMap<>();
        read(utf8)
                .properties()
                .forEach(member -> members.put(member.getKey(), MAPPER.writeValueAsString(member.getValue())));
        return members;
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    static JsonNode read(byte[] utf8) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(utf8);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The body is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!tree.isObject()) {
            throw new IllegalArgumentException("The body is not a JSON object");
        }
        return tree;
    }

    static String write(Map<String, @Nullable Object> object) {
        return MAPPER.writeValueAsString(object);
    }

    /** What a client has sent, short enough for a message. */
    static String shown(String text) {
        return MAPPER.writeValueAsString(text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text);
    }

    static void send(HttpServletResponse response, Map<String, @Nullable Object> object) throws IOException {
        byte[] body = write(object).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
