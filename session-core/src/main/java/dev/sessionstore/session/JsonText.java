package dev.sessionstore.session;

/** JSON strings as {@code JSON.stringify} writes them. */
final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    static String quote(String value) {
        int escaped = firstEscaped(value, 0);
        if (escaped == value.length()) {
            return '"' + value + '"';
        }
        StringBuilder text = new StringBuilder(value.length() + 16);
        appendQuoted(text, value);
        return text.toString();
    }

    static void appendQuoted(StringBuilder text, String value) {
        text.append('"');
        int from = 0;
        for (int to = firstEscaped(value, 0); to < value.length(); to = firstEscaped(value, from)) {
            escape(text.append(value, from, to), value.charAt(to));
            from = to + 1;
        }
        text.append(value, from, value.length()).append('"');
    }

    /** {@return the text that a JSON string stands for} */
    static String unquote(String json) {
        String content = json.substring(1, json.length() - 1);
        return content.indexOf('\\') < 0 ? content : unescape(content);
    }

    /** @param content of a JSON string, between its quotes */
    static String unescape(String content) {
        StringBuilder plain = new StringBuilder(content.length());
        int i = 0;
        while (i < content.length()) {
            char c = content.charAt(i++);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = content.charAt(i++);
            if (escaped == 'u') {
                plain.append((char) Integer.parseInt(content, i, i + 4, 16));
                i += 4;
            } else {
                int control = "bfnrt".indexOf(escaped);
                plain.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
            }
        }
        return plain.toString();
    }

    /** {@return where the next character stands that is not written as it is; the length when there is none} */
    private static int firstEscaped(String value, int from) {
        int i = from;
        while (i < value.length() && !isEscaped(value, i)) {
            i++;
        }
        return i;
    }

    private static boolean isEscaped(String value, int index) {
        char c = value.charAt(index);
        return c < ' ' || c == '"' || c == '\\' || isLone(value, index);
    }

    /** Escapes unpaired surrogates in a text that is JSON already; a store refuses them raw. */
    static String escapeLoneSurrogates(String json) {
        int first = 0;
        while (first < json.length() && !isLone(json, first)) {
            first++;
        }
        if (first == json.length()) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            if (isLone(json, i)) {
                escape(text, json.charAt(i));
            } else {
                text.append(json.charAt(i));
            }
        }
        return text.toString();
    }

    private static boolean isLone(String text, int index) {
        char c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }

    private static void escape(StringBuilder text, char c) {
        text.append('\\');
        switch (c) {
            case '"', '\\' -> text.append(c);
            case '\b' -> text.append('b');
            case '\t' -> text.append('t');
            case '\n' -> text.append('n');
            case '\f' -> text.append('f');
            case '\r' -> text.append('r');
            default ->
                text.append('u')
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }
}
