package dev.sessionstore.spring.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

/** What a native image has to keep so that Spring Security's attributes are written and read. */
final class SecurityRuntimeHints {

    private static final String[] FILES = {
        "classpath*:org/springframework/security/**/jackson/*.class",
        "classpath*:org/springframework/security/web/webauthn/api/*.class"
    };

    /** What is kept in sessions. */
    private static final String[] TYPES = {
        "core.context.SecurityContextImpl",
        "authentication.UsernamePasswordAuthenticationToken",
        "authentication.RememberMeAuthenticationToken",
        "authentication.AnonymousAuthenticationToken",
        "authentication.ott.OneTimeTokenAuthentication",
        "authentication.TestingAuthenticationToken",
        "authentication.AccountExpiredException",
        "authentication.AuthenticationCredentialsNotFoundException",
        "authentication.AuthenticationServiceException",
        "authentication.BadCredentialsException",
        "authentication.CredentialsExpiredException",
        "authentication.DisabledException",
        "authentication.InsufficientAuthenticationException",
        "authentication.InternalAuthenticationServiceException",
        "authentication.LockedException",
        "authentication.ProviderNotFoundException",
        "authentication.ott.InvalidOneTimeTokenException",
        "authentication.password.CompromisedPasswordException",
        "core.userdetails.UsernameNotFoundException",
        "web.authentication.preauth.PreAuthenticatedCredentialsNotFoundException",
        "web.authentication.rememberme.CookieTheftException",
        "web.authentication.rememberme.InvalidCookieException",
        "web.authentication.rememberme.RememberMeAuthenticationException",
        "web.authentication.session.SessionAuthenticationException",
        "web.authentication.www.NonceExpiredException",
        "oauth2.core.OAuth2AuthenticationException",
        "oauth2.core.OAuth2Error",
        "core.userdetails.User",
        "core.authority.SimpleGrantedAuthority",
        "core.authority.FactorGrantedAuthority",
        "web.authentication.WebAuthenticationDetails",
        "web.authentication.switchuser.SwitchUserGrantedAuthority",
        "web.authentication.preauth.PreAuthenticatedAuthenticationToken",
        "web.csrf.DefaultCsrfToken",
        "web.server.csrf.DefaultCsrfToken",
        "web.savedrequest.DefaultSavedRequest",
        "web.savedrequest.DefaultSavedRequest$Builder",
        "web.savedrequest.SavedCookie",
        "oauth2.client.authentication.OAuth2AuthenticationToken",
        "oauth2.client.OAuth2AuthorizedClient",
        "oauth2.client.registration.ClientRegistration",
        "oauth2.client.registration.ClientRegistration$ClientSettings",
        "oauth2.client.registration.ClientRegistration$ProviderDetails",
        "oauth2.client.registration.ClientRegistration$ProviderDetails$UserInfoEndpoint",
        "oauth2.core.AuthenticationMethod",
        "oauth2.core.AuthorizationGrantType",
        "oauth2.core.ClientAuthenticationMethod",
        "oauth2.core.OAuth2AccessToken",
        "oauth2.core.OAuth2AccessToken$TokenType",
        "oauth2.core.OAuth2RefreshToken",
        "oauth2.core.endpoint.OAuth2AuthorizationRequest",
        "oauth2.core.user.DefaultOAuth2User",
        "oauth2.core.user.OAuth2UserAuthority",
        "oauth2.core.oidc.user.DefaultOidcUser",
        "oauth2.core.oidc.user.OidcUserAuthority",
        "oauth2.core.oidc.OidcIdToken",
        "oauth2.core.oidc.OidcUserInfo",
        "web.webauthn.authentication.WebAuthnAuthentication",
        "web.webauthn.management.RelyingPartyPublicKey"
    };

    static void register(RuntimeHints hints, @Nullable ClassLoader loader) {
        Stream.of(
                        Stream.of("jakarta.servlet.http.Cookie"),
                        Stream.of(TYPES).map(name -> "org.springframework.security." + name),
                        Stream.of(FILES).flatMap(pattern -> classes(pattern, loader)))
                .flatMap(names -> names)
                .forEach(name -> hints.reflection()
                        .registerTypeIfPresent(
                                loader,
                                name,
                                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                                MemberCategory.INVOKE_DECLARED_METHODS,
                                MemberCategory.ACCESS_DECLARED_FIELDS));
        SecurityLogins.forms(loader)
                .forEach(form -> hints.reflection()
                        .registerType(
                                form,
                                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                                MemberCategory.INVOKE_DECLARED_METHODS));
    }

    /** {@return the names of the classes of some packages, as many as this version of Spring Security has} */
    private static Stream<String> classes(String pattern, @Nullable ClassLoader loader) {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver(loader).getResources(pattern))
                    .map(SecurityRuntimeHints::className)
                    .filter(name -> !name.endsWith("package-info"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Resource file) {
        try {
            return new SimpleMetadataReaderFactory()
                    .getMetadataReader(file)
                    .getClassMetadata()
                    .getClassName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
