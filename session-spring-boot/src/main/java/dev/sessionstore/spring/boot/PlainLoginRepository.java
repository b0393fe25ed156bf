package dev.sessionstore.spring.boot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.Transient;
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
 * {@link User} of that name and those authorities; details and other kinds of principals are not kept. Who was only remembered has
 * {@code "remembered":true} and comes back as a {@link RememberMeAuthenticationToken}. A login that Node writes in this form counts as
 * well. Thread-safe.
 */
public final class PlainLoginRepository implements SecurityContextRepository {

    /** The attribute's name. */
    public static final String USER = "user";

    private static final String REMEMBERED = "remembered";

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
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
            User principal = new User(name, "", granted);
            context.setAuthentication(
                    Boolean.TRUE.equals(user.get(REMEMBERED))
                            ? new RememberMeAuthenticationToken(REMEMBERED, principal, granted)
                            : UsernamePasswordAuthenticationToken.authenticated(principal, null, granted));
        }
        return context;
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && isOfOneRequest(authentication)) {
            return;
        }
        if (trust.isAuthenticated(authentication)) {
            request.getSession().setAttribute(USER, plain(authentication));
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(USER);
        }
    }

    private static boolean isOfOneRequest(Authentication authentication) {
        return AnnotationUtils.findAnnotation(authentication.getClass(), Transient.class) != null;
    }

    private Map<String, Object> plain(Authentication authentication) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("name", authentication.getName());
        user.put(
                "authorities",
                List.copyOf(new TreeSet<>(AuthorityUtils.authorityListToSet(authentication.getAuthorities()))));
        if (trust.isRememberMe(authentication)) {
            user.put(REMEMBERED, true);
        }
        return user;
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(USER) != null;
    }
}
