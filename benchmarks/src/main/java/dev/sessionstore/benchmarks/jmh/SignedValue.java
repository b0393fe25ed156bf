package dev.sessionstore.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The least that checking a signed cookie takes: one HMAC-SHA256 over the sid, and a comparison. Thread-safe. */
final class SignedValue {

    static final String SECRET = "a secret of thirty-two characters";

    private static final int SIGNATURE_LENGTH = 43;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Mac prototype;

    SignedValue() {
        try {
            prototype = Mac.getInstance("HmacSHA256");
            prototype.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the sid, a dot and its signature} */
    String sign(String sid) {
        return sid + "." + new String(signature(sid), StandardCharsets.US_ASCII);
    }

    /** {@return the sid in what {@link #sign} gave} */
    String verify(String signed) {
        int dot = signed.length() - SIGNATURE_LENGTH - 1;
        String sid = signed.substring(0, dot);
        if (!MessageDigest.isEqual(signature(sid), signed.substring(dot + 1).getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalStateException("The signature is wrong");
        }
        return sid;
    }

    private byte[] signature(String sid) {
        try {
            Mac mac = (Mac) prototype.clone();
            return BASE64.encode(mac.doFinal(sid.getBytes(StandardCharsets.US_ASCII)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
