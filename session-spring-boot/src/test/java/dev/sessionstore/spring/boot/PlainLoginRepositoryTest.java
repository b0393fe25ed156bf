package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.Transient;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;

/** What a plain login is worth when it comes back: never more than when it was stored. */
class PlainLoginRepositoryTest {

    private final PlainLoginRepository repository = new PlainLoginRepository();
    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private Authentication comesBack(Authentication stored) {
        repository.saveContext(new SecurityContextImpl(stored), request, new MockHttpServletResponse());
        return repository.loadDeferredContext(request).get().getAuthentication();
    }

    /** A token that is sent with each request. */
    @Transient
    private static final class PerRequest extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        PerRequest() {
            super(AuthorityUtils.createAuthorityList("ROLE_USER"));
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "token";
        }

        @Override
        public Object getPrincipal() {
            return "zoe";
        }
    }

    @Test
    void whoLoggedInIsFullyLoggedIn() {
        Authentication login = comesBack(UsernamePasswordAuthenticationToken.authenticated(
                "zoe", null, AuthorityUtils.createAuthorityList("ROLE_USER")));

        assertThat(trust.isFullyAuthenticated(login)).isTrue();
        assertThat(login.getName()).isEqualTo("zoe");
        assertThat(AuthorityUtils.authorityListToSet(login.getAuthorities())).containsExactly("ROLE_USER");
    }

    @Test
    void whoWasOnlyRememberedIsSoAfterwardsToo() {
        Authentication login = comesBack(
                new RememberMeAuthenticationToken("key", "zoe", AuthorityUtils.createAuthorityList("ROLE_USER")));

        assertThat(login.getName()).isEqualTo("zoe");
        assertThat(trust.isRememberMe(login)).isTrue();
        assertThat(trust.isFullyAuthenticated(login)).isFalse();
    }

    @Test
    void whoIsAnonymousIsNotLoggedIn() {
        assertThat(comesBack(new AnonymousAuthenticationToken(
                        "key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))))
                .isNull();
    }

    @Test
    void aLoginOfOneRequestIsNotStored() {
        assertThat(comesBack(new PerRequest())).isNull();
        assertThat(request.getSession(false)).isNull();
    }
}
