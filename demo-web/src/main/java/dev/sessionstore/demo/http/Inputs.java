package dev.sessionstore.demo.http;

import dev.sessionstore.bench.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a page has sent: a JSON object whose members are read within bounds. Whatever is wrong is an error that names the member. */
final class Inputs {

    private static final int MAX_BODY = 64 << 10;
    private static final int MAX_TEXT = 4_096;

    private final JsonNode members;

    private Inputs(JsonNode members) {
        this.members = members;
    }

    /** @throws IllegalArgumentException when the body is not a JSON object, or too large */
    static Inputs of(HttpServletRequest request) throws IOException {
        return new Inputs(Json.read(Body.read(request, MAX_BODY)));
    }

    /** Refuses unknown members: a misspelt one would go unnoticed. */
    Inputs only(String... names) {
        Set<String> known = Set.of(names);
        members.propertyNames().forEach(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("There is no input " + Json.shown(name));
            }
        });
        return this;
    }

    /** {@return a text of 1 to 4,096 characters} */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(text(name, value));
    }

    /** {@return texts, at most {@code most} of them} */
    List<String> texts(String name, int most) {
        JsonNode value = members.get(name);
        if (value == null || !value.isArray()) {
            throw new IllegalArgumentException(name + " is not a list");
        }
        if (value.size() > most) {
            throw new IllegalArgumentException(name + " has " + value.size() + " entries, at most " + most);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(text(name, each)));
        return texts;
    }

    /** {@return a whole number within bounds} */
    long whole(String name, long least, long most) {
        JsonNode value = members.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is not a whole number from " + least + " to " + most);
        }
        return Bounds.check(name, value.asLong(), least, most);
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString() || value.asString().isEmpty()) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        if (value.asString().length() > MAX_TEXT) {
            throw new IllegalArgumentException(name + " is longer than " + MAX_TEXT + " characters");
        }
        return value.asString();
    }
}
