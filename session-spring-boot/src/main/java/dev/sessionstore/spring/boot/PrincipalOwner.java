package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;

/**
 * Whose a session is: the name of who is logged in, as Spring Security keeps the login in it. Thread-safe.
 *
 * @param filter in whose form the login is
 * @param plainLogin whether it may be plain JSON
 */
record PrincipalOwner(ObjectProvider<SessionFilter> filter, boolean plainLogin)
        implements Function<Session, Optional<String>> {

    private static final String LOGIN = "SPRING_SECURITY_CONTEXT";

    @Override
    public Optional<String> apply(Session session) {
        Optional<String> name = session.contains(LOGIN) ? login(session) : Optional.empty();
        return name.or(() -> plainLogin ? plainLogin(session) : Optional.empty())
                .filter(owner -> !owner.isEmpty());
    }

    private Optional<String> login(Session session) {
        SessionFilter forms = filter.getIfAvailable();
        return forms != null
                        && forms.attributes(session).get(LOGIN) instanceof SecurityContext context
                        && context.getAuthentication() != null
                ? Optional.ofNullable(context.getAuthentication().getName())
                : Optional.empty();
    }

    private static Optional<String> plainLogin(Session session) {
        return session.get(PlainLoginRepository.USER, Object.class)
                .filter(Map.class::isInstance)
                .map(user -> ((Map<?, ?>) user).get("name"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
