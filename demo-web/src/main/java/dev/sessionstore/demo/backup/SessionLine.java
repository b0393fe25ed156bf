package dev.sessionstore.demo.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session as a line: {@code {"sid":"…","expires":"2026-12-01T08:00:00.000Z","text":"…"}}. The text is kept as a JSON string, character
 * by character, since the store compares it so.
 *
 * @param sid as the store knows it, that is hashed where ids are hashed
 * @param expires {@link Instant#MAX} for a session without end, which has null in the line
 * @param text as it is stored
 */
record SessionLine(String sid, Instant expires, String text) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant VERY_LATE = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none; the message shows nothing of it
     */
    static SessionLine parse(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON");
        }
        return new SessionLine(text(node, "sid"), expires(node.get("expires")), text(node, "text"));
    }

    private static String text(JsonNode node, String name) {
        JsonNode member = node.get(name);
        if (member == null || !member.isString()) {
            throw new IllegalArgumentException("it has no text \"" + name + "\"");
        }
        return member.stringValue();
    }

    private static Instant expires(@Nullable JsonNode member) {
        if (member != null && member.isNull()) {
            return Instant.MAX;
        }
        try {
            return Instant.parse(member == null ? "" : member.stringValue(""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"expires\" is neither null nor a time such as 2026-12-01T08:00:00.000Z");
        }
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("sid", sid);
        if (expires.isAfter(VERY_LATE)) {
            node.putNull("expires");
        } else {
            node.put("expires", expires.truncatedTo(ChronoUnit.MILLIS).toString());
        }
        node.put("text", text);
        return JSON.writeValueAsString(node);
    }
}
