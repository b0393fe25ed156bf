package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A login at an authorization server that begins on one node and ends on the other, with sessions in Redis. */
class OAuth2LoginTest {

    /** The name by which visitors know the nodes. */
    private static final String SITE = "http://shop.example";

    private static TinyAuthorizationServer server;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    /** Keeps the tokens of the clients in the session too, as a site with several nodes has to. */
    @Configuration(proxyBeanMethods = false)
    static class ClientsInTheSession {

        @Bean
        OAuth2AuthorizedClientRepository clients() {
            return new HttpSessionOAuth2AuthorizedClientRepository();
        }

        @Bean
        Calls calls() {
            return new Calls();
        }
    }

    @RestController
    static class Calls {

        @GetMapping("/token")
        String token(@RegisteredOAuth2AuthorizedClient OAuth2AuthorizedClient client) {
            return client.getAccessToken().getTokenValue();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = new TinyAuthorizationServer();
        String prefix = "oauth2-" + UUID.randomUUID() + ":";
        one = node(prefix);
        other = node(prefix);
    }

    private static ConfigurableApplicationContext node(String prefix) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--session-store.url=" + RedisServer.shared().url(),
                "--session-store.type=lettuce",
                "--session-store.prefix=" + prefix,
                "--session-store.secrets=0123456789abcdef0123456789abcdef",
                "--session-store.timeout=10s",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        arguments.addAll(server.properties(SITE));
        return new SpringApplication(ShopApplication.class, ClientsInTheSession.class)
                .run(arguments.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext node) {
        return Integer.parseInt(node.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        server.close();
    }

    /** Logs in at the authorization server. {@return where it sends the browser then, as a path of the site} */
    private static String authorize(String location) throws Exception {
        URI login = URI.create(location);
        assertThat(server.isLogin(login)).as(location).isTrue();
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.discarding());
        String back = answer.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(SITE);
        return back.substring(SITE.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "openid"})
    void aLoginThatBeganOnOneNodeEndsOnTheOther(String registration) throws Exception {
        Browser browser = new Browser(port(one));
        assertThat(browser.get("/private?page=2").location()).isEqualTo("/login");
        String back =
                authorize(browser.get("/oauth2/authorization/" + registration).location());

        assertThat(browser.at(port(other)).get(back).location()).contains("/private?page=2");

        assertThat(browser.get("/private").body()).isEqualTo("hello octo");
        assertThat(browser.at(port(one)).get("/private").body()).isEqualTo("hello octo");
        assertThat(browser.get("/token").body()).isEqualTo(server.accessToken());
    }

    @Test
    void anAnswerThatThisBrowserDidNotAskForIsRefused() throws Exception {
        Browser attacker = new Browser(port(one));
        String back = authorize(attacker.get("/oauth2/authorization/plain").location());

        Browser victim = new Browser(port(one));
        victim.get("/oauth2/authorization/plain");
        assertThat(victim.get(back).location()).isEqualTo("/login?error");

        assertThat(victim.get("/login?error").body()).contains("alert-danger");
        assertThat(victim.get("/private").status()).isEqualTo(302);
    }
}
