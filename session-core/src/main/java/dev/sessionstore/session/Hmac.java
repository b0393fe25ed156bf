package dev.sessionstore.session;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one key, by the security provider that took the key first. Thread-safe. */
final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;
    private final Mac prototype;
    private final boolean cloneable;

    /** @throws IllegalStateException when no security provider has the algorithm and takes the key */
    Hmac(byte[] secret) {
        // HMAC fills keys up with zeros, so this one is the empty key, which SecretKeySpec refuses.
        key = new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, ALGORITHM);
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(key);
            // Digests the key's first block now, so that no clone has to.
            prototype.update(new byte[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no security provider of this Java has HmacSHA256 for the secret", e);
        }
        cloneable = canBeCloned(prototype);
    }

    byte[] of(byte[] message) {
        try {
            return fresh().doFinal(message);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("the security provider " + prototype.getProvider() + " fails", e);
        }
    }

    /** A clone is an order of magnitude cheaper than a new Mac with its key schedule, but not every provider has it. */
    private Mac fresh() throws GeneralSecurityException, CloneNotSupportedException {
        if (cloneable) {
            return (Mac) prototype.clone();
        }
        Mac mac = Mac.getInstance(ALGORITHM, prototype.getProvider());
        mac.init(key);
        return mac;
    }

    private static boolean canBeCloned(Mac mac) {
        try {
            return mac.clone() != null;
        } catch (CloneNotSupportedException e) {
            return false;
        }
    }
}
