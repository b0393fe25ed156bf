package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/**
 * Walks over a JSON text (RFC 8259) as strictly as {@code JSON.parse}, to any depth, without building values. A parser library
 * would refuse what Node stores (an unpaired surrogate in a name, deep nesting), and does not report where a value begins
 * and ends in the text.
 */
final class JsonScanner {

    private final String text;

    /** Nothing is escaped and no line breaks, as JSON.stringify mostly writes: a string then ends at the next quote. */
    private final boolean plain;

    private int at;

    JsonScanner(String text) {
        this.text = text;
        this.plain = text.indexOf('\\') < 0 && !hasControls(text);
        skipBlanks();
    }

    /**
     * The text that {@code JSON.stringify(JSON.parse(json))} gives, but that no number loses digits and no key moves.
     *
     * @throws UnreadableSessionException when it is not one JSON value
     */
    static String canonical(String json) {
        JsonScanner scanner = new JsonScanner(json);
        StringBuilder out = new StringBuilder(json.length());
        scanner.value(out);
        scanner.requireEnd();
        return JsonText.escapeLoneSurrogates(out.toString());
    }

    int position() {
        return at;
    }

    /** {@return the next character, 0 at the end} */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** {@return whether the next character was this one} Then it and the blanks after it are skipped. */
    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        skipBlanks();
        return true;
    }

    void require(char c) {
        if (!take(c)) {
            throw unreadable();
        }
    }

    void requireEnd() {
        if (at < text.length()) {
            throw unreadable();
        }
    }

    UnreadableSessionException unreadable() {
        return new UnreadableSessionException("is not JSON (at character " + at + ")");
    }

    void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    /** Passes one value and the blanks after it. The canonical text goes to {@code out}, if that is given. */
    void value(@Nullable StringBuilder out) {
        if (peek() != '{' && peek() != '[') {
            scalar(peek(), out);
            return;
        }
        StringBuilder open = new StringBuilder(8);
        do {
            char c = peek();
            if (c == '{' || c == '[') {
                open.append(c);
                structure(c, out);
                if (peek() != closing(c)) {
                    member(c, out);
                    continue;
                }
            } else {
                scalar(c, out);
            }
            closeAndGoOn(open, out);
        } while (open.length() > 0);
    }

    /** After a value: passes what closes here, up to the next value. */
    private void closeAndGoOn(StringBuilder open, @Nullable StringBuilder out) {
        while (open.length() > 0) {
            char last = open.charAt(open.length() - 1);
            if (peek() == ',') {
                structure(',', out);
                member(last, out);
                return;
            }
            if (peek() != closing(last)) {
                throw unreadable();
            }
            structure(closing(last), out);
            open.setLength(open.length() - 1);
        }
    }

    /** In an object a name and a colon come before the value. */
    private void member(char structure, @Nullable StringBuilder out) {
        if (structure == '{') {
            if (peek() != '"') {
                throw unreadable();
            }
            scalar('"', out);
            if (peek() != ':') {
                throw unreadable();
            }
            structure(':', out);
        }
    }

    private static char closing(char structure) {
        return structure == '{' ? '}' : ']';
    }

    private void structure(char c, @Nullable StringBuilder out) {
        at++;
        skipBlanks();
        if (out != null) {
            out.append(c);
        }
    }

    private void scalar(char first, @Nullable StringBuilder out) {
        int start = at;
        boolean escaped = false;
        switch (first) {
            case '"' -> escaped = skipString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> skipNumber();
        }
        if (out != null) {
            if (escaped) {
                JsonText.appendQuoted(out, JsonText.unescape(text.substring(start + 1, at - 1)));
            } else if (first == '-' || isDigit(first)) {
                out.append(JsNumber.canonical(text.substring(start, at)));
            } else {
                out.append(text, start, at);
            }
        }
        skipBlanks();
    }

    private void literal(String word) {
        if (!text.startsWith(word, at)) {
            throw unreadable();
        }
        at += word.length();
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return true;
            }
        }
        return false;
    }

    /** Passes the string that stands here, and no blanks. {@return whether it has escapes} */
    boolean skipString() {
        if (plain) {
            int end = text.indexOf('"', at + 1);
            at = end < 0 ? text.length() : end + 1;
            if (end < 0) {
                throw unreadable();
            }
            return false;
        }
        boolean escaped = false;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return escaped;
            }
            if (c < ' ') {
                throw unreadable();
            }
            if (c == '\\') {
                escaped = true;
                skipEscape();
            }
        }
        throw unreadable();
    }

    private void skipEscape() {
        at++;
        char c = peek();
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (peek() >= 0x80 || Character.digit(peek(), 16) < 0) {
                    throw unreadable();
                }
            }
        } else if (c == 0 || "\"\\/bfnrt".indexOf(c) < 0) {
            throw unreadable();
        }
    }

    private void skipNumber() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw unreadable();
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
