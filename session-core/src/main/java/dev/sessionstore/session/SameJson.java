package dev.sessionstore.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Compares two texts that Jackson wrote as if the order of members and elements were none: a set is read in another order. */
final class SameJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private SameJson() {}

    static boolean test(String one, String other) {
        return one.length() == other.length() && sorted(one).equals(sorted(other));
    }

    private static String sorted(String json) {
        return MAPPER.writeValueAsString(sorted(MAPPER.readValue(json, Object.class)));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> sorted = new TreeMap<>();
            members.forEach((name, member) -> sorted.put(name, sorted(member)));
            return sorted;
        }
        if (value instanceof List<?> elements) {
            List<String> sorted = new ArrayList<>();
            elements.forEach(element -> sorted.add(MAPPER.writeValueAsString(sorted(element))));
            sorted.sort(null);
            return sorted;
        }
        return value;
    }
}
