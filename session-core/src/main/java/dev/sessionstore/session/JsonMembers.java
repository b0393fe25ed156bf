package dev.sessionstore.session;

import java.util.function.Consumer;

/**
 * Cuts the text of a JSON object into its members, in order. The whole text is checked, but no value is built, so what is
 * not read is kept to the character and costs no copy.
 */
final class JsonMembers {

    private JsonMembers() {}

    /**
     * {@return false for what counts as no session in Express: null, false, 0 and ""}
     *
     * @param to gets one member after the other. Of two with one name the last counts, at the place of the first, as in
     *     JavaScript and in a {@code LinkedHashMap}
     * @throws UnreadableSessionException when it is not JSON, or something else than an object
     */
    static boolean parse(String text, Consumer<Member> to) {
        JsonScanner scanner = new JsonScanner(text);
        if (scanner.take('{')) {
            if (!scanner.take('}')) {
                do {
                    to.accept(member(scanner, text));
                } while (scanner.take(','));
                scanner.require('}');
            }
            scanner.requireEnd();
            return true;
        }
        String value = JsonScanner.canonical(text);
        if (CookieFields.isTruthy(value)) {
            throw new UnreadableSessionException("is JSON, but no object");
        }
        return false;
    }

    private static Member member(JsonScanner scanner, String text) {
        if (scanner.peek() != '"') {
            throw scanner.unreadable();
        }
        int start = scanner.position();
        boolean escaped = scanner.skipString();
        int nameEnd = scanner.position();
        scanner.skipBlanks();
        scanner.require(':');
        int valueStart = scanner.position();
        scanner.value(null);
        String name = escaped ? JsonText.unescape(text.substring(start + 1, nameEnd - 1)) : null;
        return new Member(text, start, nameEnd, valueStart, endOf(text, scanner.position()), name);
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
