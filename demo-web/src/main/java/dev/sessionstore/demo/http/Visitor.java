package dev.sessionstore.demo.http;

import dev.sessionstore.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who is logged in: the attribute {@value #USER} of the session, a plain text that an application in Node reads as well. The demo has no
 * passwords.
 */
public final class Visitor {

    static final String USER = "user";
    static final String DEVICE = "device";

    private static final int MAX_NAME = 64;

    private Visitor() {}

    /** {@return whose a session is, for the option {@code owner}; empty when the attribute is missing or something else than a name} */
    public static Optional<String> of(Session session) {
        return session.getJson(USER)
                .filter(json -> json.startsWith("\""))
                .flatMap(json -> session.get(USER, String.class))
                .filter(Visitor::isName);
    }

    /**
     * {@return the name that somebody wants to log in with, without blanks around it}
     *
     * @throws IllegalArgumentException when it is none
     */
    static String requireName(String text) {
        String name = text.strip();
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name is 1 to " + MAX_NAME + " characters, none of them a control character, and not blank");
        }
        return name;
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_NAME
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
