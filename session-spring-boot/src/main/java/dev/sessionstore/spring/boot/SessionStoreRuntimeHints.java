package dev.sessionstore.spring.boot;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image has to keep so that Spring Security's attributes are written and read. */
final class SessionStoreRuntimeHints implements RuntimeHintsRegistrar {

    private static final String[] SECURITY = {
        "core.context.SecurityContextImpl",
        "authentication.UsernamePasswordAuthenticationToken",
        "authentication.RememberMeAuthenticationToken",
        "authentication.AnonymousAuthenticationToken",
        "authentication.BadCredentialsException",
        "core.userdetails.User",
        "core.authority.SimpleGrantedAuthority",
        "core.authority.FactorGrantedAuthority",
        "web.authentication.WebAuthenticationDetails",
        "web.authentication.preauth.PreAuthenticatedAuthenticationToken",
        "web.csrf.DefaultCsrfToken",
        "web.savedrequest.DefaultSavedRequest",
        "web.savedrequest.DefaultSavedRequest$Builder",
        "web.savedrequest.SavedCookie",
        "oauth2.client.authentication.OAuth2AuthenticationToken",
        "oauth2.client.OAuth2AuthorizedClient",
        "oauth2.core.endpoint.OAuth2AuthorizationRequest",
        "oauth2.core.user.DefaultOAuth2User",
        "oauth2.core.user.OAuth2UserAuthority",
        "oauth2.core.oidc.user.DefaultOidcUser",
        "oauth2.core.oidc.user.OidcUserAuthority",
        "oauth2.core.oidc.OidcIdToken",
        "oauth2.core.oidc.OidcUserInfo",
        "web.webauthn.authentication.WebAuthnAuthentication",
        "web.webauthn.api.ImmutablePublicKeyCredentialUserEntity"
    };

    private static final String[] MODULES = {
        "jackson.CoreJacksonModule",
        "web.jackson.WebJacksonModule",
        "web.jackson.WebServletJacksonModule",
        "web.server.jackson.WebServerJacksonModule",
        "oauth2.client.jackson.OAuth2ClientJacksonModule",
        "ldap.jackson.LdapJacksonModule",
        "saml2.jackson.Saml2JacksonModule",
        "cas.jackson.CasJacksonModule"
    };

    private static final String[] MIXINS = {
        "jackson.UsernamePasswordAuthenticationTokenMixin",
        "jackson.RememberMeAuthenticationTokenMixin",
        "jackson.AnonymousAuthenticationTokenMixin",
        "jackson.BadCredentialsExceptionMixin",
        "jackson.UserMixin",
        "jackson.SimpleGrantedAuthorityMixin",
        "jackson.FactorGrantedAuthorityMixin",
        "jackson.UserDeserializer",
        "jackson.UsernamePasswordAuthenticationTokenDeserializer",
        "web.jackson.DefaultCsrfTokenMixin",
        "web.jackson.DefaultSavedRequestMixin",
        "web.jackson.SavedCookieMixin",
        "web.jackson.CookieMixin",
        "web.jackson.WebAuthenticationDetailsMixin",
        "oauth2.client.jackson.OAuth2AuthenticationTokenMixin",
        "oauth2.client.jackson.DefaultOAuth2UserMixin",
        "oauth2.client.jackson.DefaultOidcUserMixin",
        "oauth2.client.jackson.OidcIdTokenMixin",
        "oauth2.client.jackson.OidcUserInfoMixin",
        "web.webauthn.jackson.WebAuthnAuthenticationMixin",
        "web.webauthn.jackson.ImmutablePublicKeyCredentialUserEntityMixin",
        "web.webauthn.jackson.BytesMixin",
        "web.webauthn.jackson.BytesSerializer"
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        Stream.of(SECURITY, MODULES, MIXINS)
                .flatMap(Stream::of)
                .forEach(name -> hints.reflection()
                        .registerTypeIfPresent(
                                loader,
                                "org.springframework.security." + name,
                                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                                MemberCategory.INVOKE_DECLARED_METHODS,
                                MemberCategory.ACCESS_DECLARED_FIELDS));
        SecurityLogins.forms(loader)
                .forEach(form -> hints.reflection()
                        .registerType(
                                form,
                                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                                MemberCategory.INVOKE_DECLARED_METHODS));
        Stream.of(StoreType.values())
                .forEach(type -> hints.reflection().registerTypeIfPresent(loader, type.className()));
    }
}
