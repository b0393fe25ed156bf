package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.sessionstore.servlet.AttributeCodec;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInput;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInputs;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;

/** Values that Spring Security keeps in a session, and names of classes that it must never make. */
class SecurityAttributesTest {

    private static final List<String> PACKAGES = List.of("dev.sessionstore.spring.boot");

    private final AttributeCodec codec =
            new SecurityCodec(PACKAGES, name -> "allow " + name, getClass().getClassLoader());

    /** A principal of the application. */
    record Member(String name, int number) implements Serializable {}

    private Object roundTrip(Object value) {
        String json = codec.write(value);
        Object read = codec.read(json);
        assertThat(codec.write(read)).isEqualTo(json);
        return read;
    }

    @Test
    void aLoginComesBack() {
        SecurityContextImpl login = new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                new User("zoe", "", AuthorityUtils.createAuthorityList("ROLE_USER")),
                null,
                AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_ADMIN")));

        assertThat(roundTrip(login)).isEqualTo(login);
    }

    @Test
    void aLoginByRememberMeAndOneWithAPrincipalOfTheApplicationComeBack() {
        SecurityContextImpl login = new SecurityContextImpl(new RememberMeAuthenticationToken(
                "key", new Member("zoe", 7), AuthorityUtils.createAuthorityList("ROLE_USER")));

        assertThat(roundTrip(login)).isEqualTo(login);
    }

    @Test
    void aPrincipalOfNoAllowedPackageIsRefusedWithTheNameOfIts() {
        AttributeCodec others = new SecurityCodec(
                List.of("com.example"), name -> "allow " + name, getClass().getClassLoader());
        String json = codec.write(UsernamePasswordAuthenticationToken.authenticated(
                new Member("zoe", 7), null, AuthorityUtils.NO_AUTHORITIES));

        assertThatThrownBy(() -> others.read(json))
                .hasMessage("class " + Member.class.getName()
                        + " is in no allowed package: allow dev.sessionstore.spring.boot");
    }

    @Test
    void anOAuth2LoginItsRequestAndItsClientsComeBack() {
        ClientRegistration registration = ClientRegistration.withRegistrationId("id")
                .clientId("client")
                .clientSecret("secret")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login")
                .authorizationUri("https://id.example.com/authorize")
                .tokenUri("https://id.example.com/token")
                .userInfoUri("https://id.example.com/user")
                .userNameAttributeName("sub")
                .scope("openid")
                .build();
        OAuth2UserAuthority authority = new OAuth2UserAuthority(Map.of("sub", "zoe"), "sub");
        OAuth2AuthenticationToken login = new OAuth2AuthenticationToken(
                new DefaultOAuth2User(List.of(authority), Map.of("sub", "zoe"), "sub"), List.of(authority), "id");
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri("https://id.example.com/authorize")
                .clientId("client")
                .redirectUri("https://shop.example.com/login")
                .state("state")
                .scopes(Set.of("openid"))
                .attributes(Map.of("registration_id", "id"))
                .build();
        Map<String, OAuth2AuthorizedClient> clients = new HashMap<>();
        clients.put(
                "id",
                new OAuth2AuthorizedClient(
                        registration,
                        "zoe",
                        new OAuth2AccessToken(
                                OAuth2AccessToken.TokenType.BEARER,
                                "token",
                                Instant.ofEpochSecond(1_700_000_000),
                                Instant.ofEpochSecond(1_700_003_600))));

        assertThat(roundTrip(new SecurityContextImpl(login))).isEqualTo(new SecurityContextImpl(login));
        assertThat(roundTrip(request)).isInstanceOf(OAuth2AuthorizationRequest.class);
        assertThat(roundTrip(clients)).isInstanceOf(Map.class);
    }

    @Test
    void anOpenIdLoginComesBackWithAllItsClaims() throws Exception {
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", URI.create("https://id.example.com").toURL());
        claims.put("sub", "zoe");
        claims.put("aud", List.of("shop"));
        claims.put("auth_time", now);
        claims.put("level", 7L);
        claims.put("realm_access", new TreeMap<>(Map.of("roles", Set.of("buyer"))));
        claims.put("address", JSONObjectUtils.parse("{\"country\":\"NZ\",\"lines\":[\"Elm Street\"]}"));
        OidcIdToken token = new OidcIdToken("token", now, now.plusSeconds(60), claims);
        OidcUserAuthority authority =
                new OidcUserAuthority("OIDC_USER", token, new OidcUserInfo(Map.of("sub", "zoe")), "sub");
        SecurityContextImpl login = new SecurityContextImpl(new OAuth2AuthenticationToken(
                new DefaultOidcUser(Set.of(authority), token, authority.getUserInfo(), "sub"),
                Set.of(authority),
                "id"));

        SecurityContextImpl read = (SecurityContextImpl) roundTrip(login);

        DefaultOidcUser user = (DefaultOidcUser) read.getAuthentication().getPrincipal();
        assertThat(user.getName()).isEqualTo("zoe");
        assertThat(user.getIssuer()).hasToString("https://id.example.com");
        assertThat(user.getAuthenticatedAt()).isEqualTo(now);
        assertThat(user.getAuthorities()).isEqualTo(Set.of(authority));
        assertThat(user.getClaims())
                .containsEntry("level", 7L)
                .containsEntry("realm_access", Map.of("roles", Set.of("buyer")))
                .containsEntry("address", Map.of("country", "NZ", "lines", List.of("Elm Street")));
    }

    @Test
    void aLoginByPasskeyComesBack() {
        WebAuthnAuthentication login = new WebAuthnAuthentication(
                ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.random())
                        .name("zoe")
                        .displayName("Zoe")
                        .build(),
                AuthorityUtils.createAuthorityList("ROLE_USER"));

        assertThat(roundTrip(new SecurityContextImpl(login)))
                .usingRecursiveComparison()
                .isEqualTo(new SecurityContextImpl(login));
    }

    @Test
    void theChallengesOfWebAuthnComeBack() {
        AttributeCodec challenges = new WebAuthnCodec();
        PublicKeyCredentialRequestOptions login = PublicKeyCredentialRequestOptions.builder()
                .challenge(Bytes.random())
                .rpId("example.com")
                .timeout(Duration.ofMinutes(5))
                .build();
        PublicKeyCredentialCreationOptions registration = PublicKeyCredentialCreationOptions.builder()
                .challenge(Bytes.random())
                .rp(PublicKeyCredentialRpEntity.builder()
                        .id("example.com")
                        .name("Example")
                        .build())
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.random())
                        .name("zoe")
                        .displayName("Zoe")
                        .build())
                .pubKeyCredParams(PublicKeyCredentialParameters.ES256, PublicKeyCredentialParameters.RS256)
                .timeout(Duration.ofMinutes(5))
                .excludeCredentials(List.of(PublicKeyCredentialDescriptor.builder()
                        .id(Bytes.random())
                        .transports(AuthenticatorTransport.USB)
                        .build()))
                .attestation(AttestationConveyancePreference.DIRECT)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.PREFERRED)
                        .build())
                .extensions(new ImmutableAuthenticationExtensionsClientInputs(
                        ImmutableAuthenticationExtensionsClientInput.credProps))
                .build();

        Object read = challenges.read(challenges.write(login));
        assertThat(((PublicKeyCredentialRequestOptions) read).getChallenge()).isEqualTo(login.getChallenge());
        assertThat(challenges.write(read)).isEqualTo(challenges.write(login));
        read = challenges.read(challenges.write(registration));
        assertThat(((PublicKeyCredentialCreationOptions) read).getUser().getId())
                .isEqualTo(registration.getUser().getId());
        assertThat(challenges.write(read)).isEqualTo(challenges.write(registration));
    }

    @Test
    void theReasonOfAFailedLoginComesBackWithItsMessage() {
        AttributeCodec reasons =
                new AuthenticationExceptionCodec(codec, PACKAGES, getClass().getClassLoader());

        for (Exception reason : List.of(new BadCredentialsException("bad"), new LockedException("locked \"out\""))) {
            assertThat(reasons.read(reasons.write(reason)))
                    .isExactlyInstanceOf(reason.getClass())
                    .hasFieldOrPropertyWithValue("message", reason.getMessage());
        }
        assertThat(reasons.read(reasons.write(new OAuth2AuthenticationException("invalid_token"))))
                .isInstanceOf(OAuth2AuthenticationException.class);
        assertThatThrownBy(() -> reasons.read("{\"exception\":\"java.lang.RuntimeException\",\"message\":\"m\"}"))
                .hasMessageContaining("java.lang.RuntimeException is no AuthenticationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.ProcessBuilder",
                "java.lang.Class",
                "java.io.File",
                "java.net.URL",
                "java.util.Scanner",
                "java.util.logging.FileHandler",
                "javax.script.ScriptEngineManager",
                "javax.swing.JEditorPane",
                "com.sun.rowset.JdbcRowSetImpl",
                "com.zaxxer.hikari.HikariDataSource",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "org.springframework.security.config.annotation.web.builders.HttpSecurity",
                "org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder",
                "java.util.ArrayList<com.zaxxer.hikari.HikariDataSource>",
                "java.util.HashMap<java.lang.String,org.h2.jdbcx.JdbcDataSource>",
                "[Lorg.h2.jdbcx.JdbcDataSource;"
            })
    void aClassThatIsNotAllowedIsRefusedWhereverItStands(String name) {
        String object = "{\"@class\":\"" + name + "\"}";
        String array = "[\"" + name + "\",[{}]]";
        String login =
                "{\"@class\":\"org.springframework.security.core.context.SecurityContextImpl\",\"authentication\":"
                        + "{\"@class\":\"org.springframework.security.authentication.UsernamePasswordAuthenticationToken\","
                        + "\"authenticated\":true,\"authorities\":[\"java.util.Collections$UnmodifiableRandomAccessList\",[]],"
                        + "\"principal\":\"zoe\",\"details\":%s}}";

        for (String inside : List.of(object, array)) {
            assertThatThrownBy(() -> codec.read(inside)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> codec.read("[\"java.util.ArrayList\",[" + inside + "]]"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> codec.read(login.formatted(inside))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(codec.read(login.formatted("null"))).isInstanceOf(SecurityContextImpl.class);
    }
}
