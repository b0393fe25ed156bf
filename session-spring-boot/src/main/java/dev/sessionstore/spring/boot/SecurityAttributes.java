package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.AttributeCodec;
import dev.sessionstore.servlet.SessionFilter;
import java.util.List;
import java.util.function.UnaryOperator;

/** What Spring Security keeps in a session, all of it under names of its own. */
final class SecurityAttributes {

    private SecurityAttributes() {}

    /**
     * Registers the forms.
     *
     * @param packages those of the application's own principals and authorities
     * @param advice what to do about a package that is missing
     */
    static void register(
            SessionFilter.Builder filter, List<String> packages, UnaryOperator<String> advice, ClassLoader loader) {
        AttributeCodec objects = new SecurityCodec(packages, advice, loader);
        filter.attribute("SPRING_SECURITY_LAST_EXCEPTION", new AuthenticationExceptionCodec(objects, packages, loader));
        filter.attribute("SPRING_SECURITY_*", objects);
        if (Part.PASSKEYS.isPresent(loader)) {
            filter.attribute("org.springframework.security.web.webauthn.*", new WebAuthnCodec());
        }
        filter.attribute("org.springframework.security.*", objects);
    }
}
