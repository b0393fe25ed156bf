package dev.sessionstore.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Cuts the text of a JSON object into the texts of its members, in order; of two with one name the last counts, at the place of
 * the first, as in JavaScript. The whole text is checked, but no value is built, so what nobody reads is kept to the character.
 */
final class Members {

    private Members() {}

    /**
     * @return the members; empty for what counts as no session in Express: null, false, 0 and ""
     * @throws UnreadableSessionException when it is not JSON, or something else than an object
     */
    static Optional<Map<String, String>> parse(String text) {
        try (JsonParser parser = Codec.parser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                Map<String, String> members = members(parser, text);
                requireEnd(parser);
                return Optional.of(members);
            }
            boolean falsy = first != null && isFalsy(first, parser);
            parser.skipChildren();
            requireEnd(parser);
            if (falsy) {
                return Optional.empty();
            }
            throw new UnreadableSessionException("is JSON, but no object");
        } catch (JacksonException e) {
            throw new UnreadableSessionException(
                    "is not JSON (at character " + e.getLocation().getCharOffset() + ")");
        }
    }

    private static Map<String, String> members(JsonParser parser, String text) {
        Map<String, String> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            int end = (int) parser.currentLocation().getCharOffset();
            members.put(name, text.substring(start, end));
        }
        return members;
    }

    private static boolean isFalsy(JsonToken token, JsonParser parser) {
        return switch (token) {
            case VALUE_NULL, VALUE_FALSE -> true;
            case VALUE_STRING -> parser.getString().isEmpty();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() == 0;
            default -> false;
        };
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new UnreadableSessionException("has more than one JSON value");
        }
    }
}
