package dev.sessionstore.spring.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What stands for a session's id where that is not to be shown: 128 bits of its SHA-256, the same on every node, from which an id of
 * random bits cannot be found.
 */
final class SessionHandle {

    private static final int BYTES = 16;
    private static final Pattern HANDLE = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    private SessionHandle() {}

    static String of(String sid) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sid.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static boolean isHandle(String text) {
        return HANDLE.matcher(text).matches();
    }
}
