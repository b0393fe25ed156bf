package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.sessionstore.testsupport.RedisServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.webauthn.management.MapPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.MapUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registration and login with a passkey: each challenge is given by one node and answered at the other, with sessions in Redis. */
class PasskeyTest {

    private static final String ORIGIN = "https://shop.localhost";

    private static final PublicKeyCredentialUserEntityRepository USERS =
            new MapPublicKeyCredentialUserEntityRepository();
    private static final UserCredentialRepository KEYS = new MapUserCredentialRepository();

    private static final String PREFIX = "passkey-" + UUID.randomUUID() + ":";

    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    /** Both nodes have the same users and keys. */
    @Configuration(proxyBeanMethods = false)
    static class Passkeys {

        @Bean
        SecurityFilterChain pages(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(withDefaults())
                    .webAuthn(passkeys ->
                            passkeys.rpName("Shop").rpId("shop.localhost").allowedOrigins(ORIGIN))
                    .build();
        }

        @Bean
        PublicKeyCredentialUserEntityRepository passkeyUsers() {
            return USERS;
        }

        @Bean
        UserCredentialRepository passkeyKeys() {
            return KEYS;
        }
    }

    @BeforeAll
    static void start() {
        one = run();
        other = run();
    }

    private static ConfigurableApplicationContext run() {
        return new SpringApplication(ShopApplication.class, Passkeys.class)
                .run(
                        "--server.port=0",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--session-store.url=" + RedisServer.shared().url(),
                        "--session-store.type=lettuce",
                        "--session-store.prefix=" + PREFIX,
                        "--session-store.secrets=0123456789abcdef0123456789abcdef",
                        "--session-store.timeout=10s",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
    }

    private static int port(ConfigurableApplicationContext node) {
        return Integer.parseInt(node.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static JsonNode json(Browser.Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(page.body());
    }

    @Test
    void aPasskeyIsRegisteredAndLogsIn() throws Exception {
        Passkey passkey = new Passkey("shop.localhost", ORIGIN);

        Browser browser = new Browser(port(one));
        browser.login("zoe", "secret");
        String token = browser.get("/logout").csrf();
        JsonNode registration = json(browser.postJson("/webauthn/register/options", "", token));
        String user = registration.get("user").get("id").asString();
        browser.at(port(other));
        json(browser.postJson(
                "/webauthn/register",
                passkey.register(registration.get("challenge").asString()),
                token));

        Browser device = new Browser(port(one));
        String anonymous = device.get("/login").csrf();
        JsonNode login = json(device.postJson("/webauthn/authenticate/options", "", anonymous));
        String answer = passkey.login(login.get("challenge").asString(), user);
        assertThat(json(device.at(port(other)).postJson("/login/webauthn", answer, anonymous))
                        .get("authenticated")
                        .asBoolean())
                .isTrue();
        assertThat(device.at(port(one)).get("/private").body()).isEqualTo("hello zoe");

        assertThat(new Browser(port(one)).get("/private").status()).isEqualTo(302);
    }

    @Test
    void anAnswerToAnotherChallengeIsRefused() throws Exception {
        Passkey passkey = new Passkey("shop.localhost", ORIGIN);
        Browser browser = new Browser(port(one));
        browser.login("zoe", "secret");
        String token = browser.get("/logout").csrf();
        JsonNode first = json(browser.postJson("/webauthn/register/options", "", token));
        browser.postJson("/webauthn/register/options", "", token);

        Browser.Page refused = browser.at(port(other))
                .postJson(
                        "/webauthn/register",
                        passkey.register(first.get("challenge").asString()),
                        token);

        // what the verifier throws, Spring Security does not translate
        assertThat(refused.status()).isEqualTo(500);
    }
}
