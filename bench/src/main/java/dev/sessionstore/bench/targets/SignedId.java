package dev.sessionstore.bench.targets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An id, a dot and the base64 of its HMAC-SHA256. */
final class SignedId {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Mac prototype;

    SignedId(String secret) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    String sign(String sid) throws CloneNotSupportedException {
        return sid + '.' + new String(signature(sid), StandardCharsets.US_ASCII);
    }

    String verify(String signed) throws CloneNotSupportedException {
        int dot = signed.indexOf('.');
        String sid = signed.substring(0, dot);
        byte[] given = signed.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(signature(sid), given)) {
            throw new IllegalArgumentException("The signature is wrong");
        }
        return sid;
    }

    private byte[] signature(String sid) throws CloneNotSupportedException {
        Mac mac = (Mac) prototype.clone();
        return BASE64.encode(mac.doFinal(sid.getBytes(StandardCharsets.UTF_8)));
    }
}
