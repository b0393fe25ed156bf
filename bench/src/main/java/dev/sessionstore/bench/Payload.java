package dev.sessionstore.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every session of a run carries: {@code attributes} texts of ASCII letters that are {@code bytes} long together, and a
 * counter, {@link #COUNTER}, which starts at 0.
 *
 * @param bytes of all texts together, 1 to 10,000,000
 * @param attributes how many texts, 1 to 1,000 and at most {@code bytes}
 */
public record Payload(int bytes, int attributes) {

    /** The name of the counter. */
    public static final String COUNTER = "views";

    private static final int MAX_BYTES = 10_000_000;
    private static final int MAX_ATTRIBUTES = 1_000;

    /** Checks the bounds. */
    public Payload {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("payload of " + bytes + " bytes is not between 1 and " + MAX_BYTES);
        }
        if (attributes < 1 || attributes > MAX_ATTRIBUTES || attributes > bytes) {
            throw new IllegalArgumentException(
                    "payload of " + attributes + " attributes is not between 1 and " + Math.min(MAX_ATTRIBUTES, bytes));
        }
    }

    /** {@return the name of the attribute that a request reads} */
    public String readName() {
        return name(attributes / 2);
    }

    /** {@return the texts by name, without the counter, in a fixed order} */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < attributes; i++) {
            int size = bytes / attributes + (i < bytes % attributes ? 1 : 0);
            texts.put(name(i), letters(i, size));
        }
        return texts;
    }

    private static String name(int index) {
        return "attribute" + index;
    }

    private static String letters(int seed, int size) {
        StringBuilder letters = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            letters.append((char) ('a' + (seed + i) % 26));
        }
        return letters.toString();
    }
}
