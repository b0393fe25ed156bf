package dev.sessionstore.spring.boot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Keeps a login as plain JSON, {@code "user":{"name":"zoe","authorities":["ROLE_USER"]}}, so that an Express application on the same
 * store reads {@code req.session.user.name}. Whoever is logged in comes back as a {@link UsernamePasswordAuthenticationToken} with a
 * {@link User} of that name and those authorities; details and other kinds of principals are not kept. A login that Node writes in
 * this form counts as well. Thread-safe.
 */
public final class PlainLoginRepository implements SecurityContextRepository {

    /** The attribute's name. */
    public static final String USER = "user";

    private final SecurityContextHolderStrategy contexts = SecurityContextHolder.getContextHolderStrategy();

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(request);
    }

    /** Read when somebody asks who is logged in, so a request for a public page does not load its session. */
    private final class Deferred implements DeferredSecurityContext {

        private final HttpServletRequest request;
        private @Nullable SecurityContext context;
        private boolean generated;

        Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = load(request);
                generated = context.getAuthentication() == null;
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            get();
            return generated;
        }
    }

    private SecurityContext load(HttpServletRequest request) {
        SecurityContext context = contexts.createEmptyContext();
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(USER) instanceof Map<?, ?> user
                && user.get("name") instanceof String name
                && user.get("authorities") instanceof List<?> authorities) {
            List<GrantedAuthority> granted = authorities.stream()
                    .map(String::valueOf)
                    .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                    .toList();
            context.setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(new User(name, "", granted), null, granted));
        }
        return context;
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && authentication.isAuthenticated()) {
            request.getSession()
                    .setAttribute(
                            USER,
                            Map.of(
                                    "name",
                                    authentication.getName(),
                                    "authorities",
                                    List.copyOf(new TreeSet<>(
                                            AuthorityUtils.authorityListToSet(authentication.getAuthorities())))));
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(USER);
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(USER) != null;
    }
}
