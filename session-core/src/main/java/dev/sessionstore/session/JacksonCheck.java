package dev.sessionstore.session;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Checks the Jackson of the class path when a manager is built, so that a broken one does not fail the first request. */
final class JacksonCheck {

    private static final String DATABIND = "tools.jackson.core:jackson-databind";
    private static final String ANNOTATIONS = "com.fasterxml.jackson.core:jackson-annotations";
    private static final String UNKNOWN = "of unknown version";

    private static final List<Part> PARTS = List.of(
            new Part("tools.jackson.core:jackson-core", "tools.jackson.core.JsonGenerator"),
            new Part(DATABIND, "tools.jackson.databind.json.JsonMapper"),
            new Part(ANNOTATIONS, "com.fasterxml.jackson.annotation.JsonProperty"));

    private JacksonCheck() {}

    /** A value of the kinds that applications put. */
    record Sample(String text, int number, List<Instant> dates) {}

    /**
     * {@return a codec, after the standard one has written and read a value}
     *
     * @param changes changes of the application to the mapper; null for none
     * @throws IllegalArgumentException when that would change the format
     * @throws IllegalStateException when Jackson is incomplete, or its parts do not fit together
     */
    static Codec workingCodec(@Nullable Consumer<JsonMapper.Builder> changes) {
        try {
            Sample sample = new Sample("text", 1, List.of(Instant.EPOCH));
            Codec.STANDARD.requireComesBack("sample", sample, Codec.STANDARD.write("sample", sample));
            return changes == null ? Codec.STANDARD : new Codec(changes);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    problem() + ": sessions need " + DATABIND + " 3.0 or later with " + ANNOTATIONS
                            + " 2.20 or later (2.21 for 3.1, 2.22 for 3.2, 2.23 for 3.3);"
                            + " Spring Boot 4 brings them, Spring Boot 3.5 does not",
                    e);
        }
    }

    private static String problem() {
        return PARTS.stream()
                .filter(part -> part.version() == null)
                .findFirst()
                .map(part -> part.name + " is missing")
                .orElseGet(() -> "Jackson's parts do not fit together ("
                        + String.join(
                                ", ",
                                PARTS.stream()
                                        .map(part -> part.name + " " + part.version())
                                        .toList())
                        + ")");
    }

    /** A library, known by one of its classes. */
    private record Part(String name, String type) {

        /** {@return its version; null when it is missing} */
        @Nullable
        String version() {
            try {
                Class<?> found = Class.forName(type, false, JacksonCheck.class.getClassLoader());
                String version = found.getPackage().getImplementationVersion();
                return version == null ? UNKNOWN : version;
            } catch (ClassNotFoundException | LinkageError e) {
                return null;
            }
        }
    }
}
