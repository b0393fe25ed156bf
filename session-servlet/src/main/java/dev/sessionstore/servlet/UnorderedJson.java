package dev.sessionstore.servlet;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON texts that differ in nothing but an order are the same. */
final class UnorderedJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private UnorderedJson() {}

    /** {@return a text that is the same for the same members and elements, whatever their order} */
    static String of(String json) {
        return of(MAPPER.readTree(json));
    }

    private static String of(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(UnorderedJson::of).sorted().collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .map(member -> member.getKey() + ":" + of(member.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.toString();
    }
}
