package dev.sessionstore.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cookie out of raw Cookie headers as Node's cookie package does: pairs without "=" do not count, the first of a name
 * wins, one pair of quotes is removed, and percent escapes are decoded unless they are malformed. "+" stands for itself.
 */
final class CookieHeader {

    private CookieHeader() {}

    /** {@return the value of the first cookie of that name, or null when there is none} */
    static @Nullable String find(List<String> headers, String name) {
        for (String header : headers) {
            String value = find(header, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String find(String header, String name) {
        int length = header.length();
        int equals = -1;
        for (int start = 0; start < length; ) {
            int end = header.indexOf(';', start);
            end = end < 0 ? length : end;
            if (equals < start) {
                equals = header.indexOf('=', start);
            }
            if (equals < 0) {
                return null;
            }
            if (equals < end) {
                int from = skipBlanks(header, start, equals);
                int to = dropBlanks(header, from, equals);
                if (to - from == name.length() && header.startsWith(name, from)) {
                    return value(header, equals + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }

    private static String value(String header, int start, int end) {
        int from = skipBlanks(header, start, end);
        int to = dropBlanks(header, from, end);
        if (from < to && header.charAt(from) == '"' && header.charAt(to - 1) == '"') {
            from++;
            to = Math.max(from, to - 1);
        }
        int escape = header.indexOf('%', from);
        return escape < 0 || escape >= to ? header.substring(from, to) : decode(header, from, to);
    }

    /** As {@code decodeURIComponent}, but malformed text comes back as it is. */
    private static String decode(String header, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        for (int escape = header.indexOf('%', i); escape >= 0 && escape < to; escape = header.indexOf('%', i)) {
            text.append(header, i, escape);
            int octet = octet(header, escape, to);
            if (octet >= 0 && octet < 0x80) {
                text.append((char) octet);
                i = escape + 3;
                continue;
            }
            i = escape;
            while (i < to && header.charAt(i) == '%') {
                i = Math.min(i + 3, to);
            }
            if (!decodeUtf8(header, escape, i, text)) {
                return header.substring(from, to);
            }
        }
        return text.append(header, i, to).toString();
    }

    /** {@return false when one of the escapes, or what they stand for, is malformed} */
    private static boolean decodeUtf8(String header, int from, int to, StringBuilder text) {
        byte[] bytes = new byte[(to - from + 2) / 3];
        for (int i = 0; i < bytes.length; i++) {
            int octet = octet(header, from + 3 * i, to);
            if (octet < 0) {
                return false;
            }
            bytes[i] = (byte) octet;
        }
        try {
            text.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static int octet(String raw, int percent, int end) {
        if (percent + 2 >= end) {
            return -1;
        }
        int high = hex(raw.charAt(percent + 1));
        int low = hex(raw.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** ASCII only; {@code Character.digit} knows the digits of other scripts, too. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static int skipBlanks(String text, int from, int to) {
        int i = from;
        while (i < to && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int dropBlanks(String text, int from, int to) {
        int i = to;
        while (i > from && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
