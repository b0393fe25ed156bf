package dev.sessionstore.spring.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What may be seen of a session.
 *
 * @param id its handle, or its id if ids are shown
 * @param created null when that is not recorded
 * @param bytes the size of its JSON
 * @param attributes their names; null when the data is no session
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionDescription(
        String id,
        Instant expires,
        @Nullable Instant created,
        int bytes,
        @Nullable List<String> attributes) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CREATED = "_created";

    /** What the session layer keeps beside the attributes. */
    private static final Set<String> OWN = Set.of("cookie", CREATED, "_idle");

    static SessionDescription of(String id, Instant expires, String data) {
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        JsonNode session;
        try {
            session = MAPPER.readTree(data);
        } catch (JacksonException e) {
            return new SessionDescription(id, expires, null, bytes, null);
        }
        JsonNode created = session.path(CREATED);
        return new SessionDescription(
                id,
                expires,
                created.isIntegralNumber() && created.canConvertToLong()
                        ? Instant.ofEpochMilli(created.asLong())
                        : null,
                bytes,
                session.isObject()
                        ? session.propertyNames().stream()
                                .filter(name -> !OWN.contains(name))
                                .toList()
                        : null);
    }
}
