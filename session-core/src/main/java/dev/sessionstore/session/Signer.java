package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signed session id in the cookie, as Node's cookie-signature has it: {@code s:}, the sid, a dot, and the base64 of
 * HMAC-SHA256 over the sid without padding. The first secret signs, all verify. Thread-safe.
 */
final class Signer {

    private static final String PREFIX = "s:";
    private static final int SIGNATURE_LENGTH = 43;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] UNESCAPED = unescaped();

    private final List<Hmac> keys;

    Signer(List<byte[]> secrets) {
        keys = secrets.stream().map(Hmac::new).toList();
    }

    /** {@return the cookie's value, encoded} */
    String sign(String sid) {
        byte[] signature = signature(keys.get(0), sid.getBytes(StandardCharsets.UTF_8));
        return encode(PREFIX + sid + "." + new String(signature, StandardCharsets.US_ASCII));
    }

    /**
     * A value whose signature is right.
     *
     * @param value the cookie's value, decoded
     * @param byFirst whether the first secret made it
     */
    record Signed(String sid, String value, boolean byFirst) {}

    /** {@return what is in a cookie's decoded value, or null when no secret made the signature} */
    @Nullable
    Signed verify(String value) {
        if (!isSigned(value)) {
            return null;
        }
        int dot = dot(value);
        String sid = value.substring(PREFIX.length(), dot);
        if (!StoreArguments.isSid(sid)) {
            return null;
        }
        byte[] message = sid.getBytes(StandardCharsets.UTF_8);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < keys.size(); i++) {
            if (MessageDigest.isEqual(signature(keys.get(i), message), given)) {
                return new Signed(sid, value, i == 0);
            }
        }
        return null;
    }

    /** {@return whether a decoded value has the form of one with a signature, whoever made it} */
    static boolean isSigned(String value) {
        int dot = dot(value);
        return dot > PREFIX.length() && value.charAt(dot) == '.' && value.startsWith(PREFIX);
    }

    private static int dot(String value) {
        return value.length() - SIGNATURE_LENGTH - 1;
    }

    private static byte[] signature(Hmac key, byte[] message) {
        return BASE64.encode(key.of(message));
    }

    /** As {@code encodeURIComponent}. */
    static String encode(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[3 * octets.length];
        int length = 0;
        for (byte octet : octets) {
            if (octet >= 0 && UNESCAPED[octet]) {
                text[length++] = octet;
            } else {
                text[length++] = '%';
                text[length++] = HEX[(octet & 0xff) >> 4];
                text[length++] = HEX[octet & 15];
            }
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean[] unescaped() {
        boolean[] unescaped = new boolean[128];
        for (char c = 0; c < unescaped.length; c++) {
            unescaped[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-_.!~*'()".indexOf(c) >= 0;
        }
        return unescaped;
    }
}
