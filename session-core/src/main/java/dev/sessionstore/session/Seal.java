package dev.sessionstore.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Consumer;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals the JSON of sessions and opens it: AES-256-GCM, bound to the id of the key and to the id that the store knows the session by.
 * Thread-safe.
 */
final class Seal {

    /** Seals nothing and opens nothing. */
    static final Seal OFF = new Seal(KeyRing.EMPTY, Sealing.OPEN, bytes -> {});

    private static final String CIPHER = "AES/GCM/NoPadding";

    private final KeySource keys;
    private final Sealing sealing;
    private final Consumer<byte[]> random;

    /** @param random fills a nonce, never the same again with one key */
    Seal(KeySource keys, Sealing sealing, Consumer<byte[]> random) {
        this.keys = keys;
        this.sealing = sealing;
        this.random = random;
    }

    static Seal of(SealingKeys keys, Sealing sealing) {
        SecureRandom random = new SecureRandom();
        return new Seal(keys.source(), sealing, random::nextBytes);
    }

    /**
     * {@return what is to be stored}
     *
     * @param key under which it is to be stored
     * @param cookie the session's, which stands beside what is sealed, too
     */
    String seal(String key, String json, CookieFields cookie) {
        if (sealing == Sealing.OPEN) {
            return json;
        }
        KeyRing ring = keys.current();
        String keyId = ring.first();
        byte[] nonce = new byte[SealedText.NONCE_BYTES];
        random.accept(nonce);
        byte[] plain = json.getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[nonce.length + plain.length + SealedText.TAG_BYTES];
        System.arraycopy(nonce, 0, content, 0, nonce.length);
        try {
            cipher(Cipher.ENCRYPT_MODE, Objects.requireNonNull(ring.find(keyId)), content, bound(keyId, key))
                    .doFinal(plain, 0, plain.length, content, nonce.length);
        } catch (GeneralSecurityException e) {
            throw unfit(e);
        }
        return new SealedText(keyId, content).toJson(cookie);
    }

    /**
     * {@return the JSON of the session in a stored text}
     *
     * @param key under which it is stored
     * @throws UnreadableSessionException when it cannot be opened, or is plain where that is refused
     */
    String open(String key, String text) {
        SealedText sealed = SealedText.find(text);
        if (sealed == null) {
            if (sealing == Sealing.REQUIRE) {
                throw new UnreadableSessionException("is not sealed, and the option seal requires that");
            }
            return text;
        }
        byte[] content = sealed.content();
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, find(sealed.keyId()), content, bound(sealed.keyId(), key))
                    .doFinal(content, SealedText.NONCE_BYTES, content.length - SealedText.NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (BadPaddingException e) {
            throw new UnreadableSessionException("does not open with the key '" + sealed.keyId()
                    + "': it was changed, or belongs to another session, or another key of this id sealed it");
        } catch (GeneralSecurityException e) {
            throw unfit(e);
        }
    }

    private SecretKey find(String keyId) {
        SecretKey key = keys.current().find(keyId);
        if (key == null) {
            key = keys.afterMiss().find(keyId);
        }
        if (key == null) {
            throw new UnreadableSessionException(
                    "is sealed with the key '" + keyId + "', which is not among those given " + keys.last());
        }
        return key;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] content, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(SealedText.TAG_BYTES * 8, content, 0, SealedText.NONCE_BYTES));
        cipher.updateAAD(bound);
        return cipher;
    }

    /** Neither the id of a key nor the first line has a line break, so no two of these are equal. */
    private static byte[] bound(String keyId, String key) {
        return ("session-store s1\n" + keyId + '\n' + key).getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException unfit(GeneralSecurityException e) {
        return new IllegalStateException("no security provider of this Java has " + CIPHER + " for the sealing key", e);
    }
}
