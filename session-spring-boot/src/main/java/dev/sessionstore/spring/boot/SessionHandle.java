package dev.sessionstore.spring.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What stands for a session's id where that is not to be shown: 128 bits of its SHA-256, the same on every node, from which an id of
 * random bits cannot be found.
 */
final class SessionHandle {

    private static final int BYTES = 16;
    private static final Pattern HANDLE = Pattern.compile("[\\w-]{22}");

    private SessionHandle() {}

    static String of(String sid) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("handle:" + sid).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static boolean isHandle(String text) {
        return HANDLE.matcher(text).matches();
    }
}
