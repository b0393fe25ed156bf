package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

    private final List<Mac> prototypes = new ArrayList<>();

    Signer(List<byte[]> secrets) {
        for (byte[] secret : secrets) {
            prototypes.add(mac(secret));
        }
    }

    /** {@return the cookie's value, encoded} */
    String sign(String sid) {
        byte[] signature = signature(prototypes.get(0), sid.getBytes(StandardCharsets.UTF_8));
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
        int dot = value.length() - SIGNATURE_LENGTH - 1;
        if (dot <= PREFIX.length() || value.charAt(dot) != '.' || !value.startsWith(PREFIX)) {
            return null;
        }
        String sid = value.substring(PREFIX.length(), dot);
        if (!StoreArguments.isSid(sid)) {
            return null;
        }
        byte[] message = sid.getBytes(StandardCharsets.UTF_8);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < prototypes.size(); i++) {
            if (MessageDigest.isEqual(signature(prototypes.get(i), message), given)) {
                return new Signed(sid, value, i == 0);
            }
        }
        return null;
    }

    private static byte[] signature(Mac prototype, byte[] message) {
        return BASE64.encode(fresh(prototype).doFinal(message));
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // HMAC fills keys up with zeros, so this one is the empty key, which SecretKeySpec refuses.
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacSHA256"));
            // Digests the key's first block now, so that no clone has to.
            mac.update(new byte[0]);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /** A clone is an order of magnitude cheaper than a new Mac with its key schedule. */
    private static Mac fresh(Mac prototype) {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's HmacSHA256 cannot be cloned", e);
        }
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
