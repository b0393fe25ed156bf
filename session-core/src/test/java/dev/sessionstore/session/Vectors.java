package dev.sessionstore.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Node's packages wrote and read, recorded from real runs. */
final class Vectors {

    private static final JsonNode ALL = new JsonMapper().readTree(text("/wire-vectors.json"));

    private Vectors() {}

    static Stream<JsonNode> of(String kind) {
        return StreamSupport.stream(ALL.get(kind).spliterator(), false);
    }

    static JsonNode one(String kind) {
        return ALL.get(kind);
    }

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
