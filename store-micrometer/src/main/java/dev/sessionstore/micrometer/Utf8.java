package dev.sessionstore.micrometer;

/** The length of texts in UTF-8, without encoding them. */
final class Utf8 {

    private Utf8() {}

    /** {@return how many bytes a well-formed text takes} */
    static long length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A pair of surrogates takes four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
