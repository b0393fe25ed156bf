package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;

/**
 * Whose a session is: the name of who is logged in, as Spring Security keeps the login in it. A save asks before and after, and
 * nearly always about the same login, so the last ones that were read are remembered by their JSON. Thread-safe.
 */
final class PrincipalOwner implements Function<Session, Optional<String>> {

    private static final String LOGIN = "SPRING_SECURITY_CONTEXT";
    private static final int REMEMBERED = 256;

    private final ObjectProvider<SessionFilter> filter;
    private final boolean plainLogin;
    private final AtomicReferenceArray<@Nullable Login> logins = new AtomicReferenceArray<>(REMEMBERED);

    /**
     * A login that was read.
     *
     * @param json as it is stored
     */
    private record Login(String json, Optional<String> name) {}

    /**
     * @param filter in whose form the login is
     * @param plainLogin whether it may be plain JSON
     */
    PrincipalOwner(ObjectProvider<SessionFilter> filter, boolean plainLogin) {
        this.filter = filter;
        this.plainLogin = plainLogin;
    }

    @Override
    public Optional<String> apply(Session session) {
        return session.getJson(LOGIN)
                .flatMap(json -> login(session, json))
                .or(() -> plainLogin ? plainLogin(session) : Optional.empty())
                .filter(owner -> !owner.isEmpty());
    }

    private Optional<String> login(Session session, String json) {
        int place = Math.floorMod(json.hashCode(), REMEMBERED);
        Login known = logins.get(place);
        if (known != null && known.json.equals(json)) {
            return known.name;
        }
        Optional<String> name = read(session);
        logins.set(place, new Login(json, name));
        return name;
    }

    private Optional<String> read(Session session) {
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
