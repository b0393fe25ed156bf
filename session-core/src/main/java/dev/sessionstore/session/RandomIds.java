package dev.sessionstore.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Function;

/** Ids as uid-safe makes them: 24 random bytes in base64url, 32 characters. Thread-safe. */
final class RandomIds implements Function<SessionRequest, String> {

    private static final int BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String apply(SessionRequest request) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
