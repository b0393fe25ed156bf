package dev.sessionstore.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts the text of a JSON object into the texts of its members, in order; of two with one name the last counts, at the place of
 * the first, as in JavaScript. The whole text is checked, but no value is built, so what nobody reads is kept to the character.
 */
final class Members {

    private Members() {}

    /**
     * {@return the members; empty for what counts as no session in Express: null, false, 0 and ""}
     *
     * @throws UnreadableSessionException when it is not JSON, or something else than an object
     */
    static Optional<Map<String, String>> parse(String text) {
        JsonScanner scanner = new JsonScanner(text);
        if (scanner.take('{')) {
            Map<String, String> members = new LinkedHashMap<>();
            if (!scanner.take('}')) {
                do {
                    member(scanner, text, members);
                } while (scanner.take(','));
                scanner.require('}');
            }
            scanner.requireEnd();
            return Optional.of(members);
        }
        String value = JsonScanner.canonical(text);
        if (CookieFields.isTruthy(value)) {
            throw new UnreadableSessionException("is JSON, but no object");
        }
        return Optional.empty();
    }

    private static void member(JsonScanner scanner, String text, Map<String, String> members) {
        if (scanner.peek() != '"') {
            throw scanner.unreadable();
        }
        String name = scanner.string();
        scanner.require(':');
        int start = scanner.position();
        scanner.value(null);
        members.put(name, text.substring(start, endOf(text, scanner.position())));
    }

    /** Without the blanks after the value. */
    private static int endOf(String text, int position) {
        int end = position;
        while (text.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }
}
