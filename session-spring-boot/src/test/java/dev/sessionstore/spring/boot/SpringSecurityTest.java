package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Security and Spring MVC with their defaults, on sessions of ours. */
class SpringSecurityTest {

    private static ConfigurableApplicationContext application;
    private static int port;

    private final Browser browser = new Browser(port);

    @BeforeAll
    static void start() {
        application = run();
        port = port(application);
    }

    private static ConfigurableApplicationContext run(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--session-store.url=memory:",
                                "--spring.security.user.name=zoe",
                                "--spring.security.user.password=secret",
                                "--logging.level.root=warn",
                                "--spring.main.banner-mode=off"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplication(ShopApplication.class).run(arguments);
    }

    private static int port(ConfigurableApplicationContext running) {
        return Integer.parseInt(running.getEnvironment().getProperty("local.server.port", "0"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aLoginLeadsBackToThePageThatWasAskedFor() throws Exception {
        Browser.Page refused = browser.get("/private?page=2");
        assertThat(refused.status()).isEqualTo(302);
        assertThat(refused.location()).isEqualTo("/login");

        Browser.Page login = browser.login("zoe", "secret");
        assertThat(login.status()).isEqualTo(302);
        assertThat(login.location()).startsWith("/private?page=2");
        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        assertThat(browser.cookies()).containsOnlyKeys("connect.sid");
    }

    @Test
    void aLoginChangesTheIdOfTheSession() throws Exception {
        browser.get("/private");
        String before = browser.cookies().get("connect.sid");

        browser.login("zoe", "secret");

        assertThat(browser.cookies().get("connect.sid")).isNotEqualTo(before);
    }

    @Test
    void aWrongPasswordIsToldOnTheLoginPage() throws Exception {
        Browser.Page refused = browser.login("zoe", "wrong");

        assertThat(refused.location()).isEqualTo("/login?error");
        assertThat(browser.get("/login?error").body()).contains("alert-danger");
    }

    @Test
    void aFormWithoutTheTokenIsRefused() throws Exception {
        browser.get("/login");

        browser.post("/login", Map.of("username", "zoe", "password", "secret"));

        assertThat(browser.get("/private").status()).isEqualTo(302);
    }

    @Test
    void afterALogoutNobodyIsLoggedIn() throws Exception {
        browser.login("zoe", "secret");
        String token = browser.get("/logout").csrf();

        assertThat(browser.post("/logout", Map.of("_csrf", token)).location()).isEqualTo("/login?logout");
        assertThat(browser.get("/private").status()).isEqualTo(302);
    }

    @Test
    void aFlashAttributeIsThereAfterTheRedirectAndOnlyThen() throws Exception {
        browser.login("zoe", "secret");

        assertThat(browser.get("/save").location()).isEqualTo("/saved");
        assertThat(browser.get("/saved").body()).isEqualTo("saved Item[name=tea, count=2]");
        assertThat(browser.get("/saved").body()).isEqualTo("null null");
    }

    @Test
    void whatWasWrongWithAFormIsThereAfterTheRedirect() throws Exception {
        browser.login("zoe", "secret");

        assertThat(browser.get("/street?street=Oak").location()).isEqualTo("/street/wrong");
        assertThat(browser.get("/street/wrong").body())
                .isEqualTo("no such street|Oak|Oak|unknown|[Elm, 3, fr]|closed today|Oak");
    }

    @Test
    void theLocaleIsRemembered() throws Exception {
        browser.login("zoe", "secret");

        assertThat(browser.get("/locale?locale=pt-BR").body()).isEqualTo("pt-BR");
        assertThat(browser.get("/locale").body()).isEqualTo("pt-BR");
    }

    @Test
    void aBeanOfTheSessionIsFilledRequestByRequest() throws Exception {
        browser.login("zoe", "secret");

        browser.get("/cart?add=tea");
        browser.get("/cart?add=milk");

        assertThat(browser.get("/cart").body())
                .isEqualTo("[Item[name=tea, count=1], Item[name=milk, count=1]] last Item[name=milk, count=1]");
    }

    @Test
    void aModelAttributeStaysInTheSessionUntilItIsComplete() throws Exception {
        browser.login("zoe", "secret");

        assertThat(browser.get("/address?street=Elm").body()).isEqualTo("street Elm");
        assertThat(browser.get("/address").body()).isEqualTo("street Elm");
        browser.get("/address/done");
        assertThat(browser.get("/address").body()).isEqualTo("street null");
    }

    @Test
    void theTimesOfASessionAreKnown() throws Exception {
        browser.login("zoe", "secret");

        assertThat(browser.get("/times").body()).isEqualTo("in order");
    }

    @Test
    void aListenerThatIsABeanHearsOfSessions() throws Exception {
        browser.get("/private");

        String sid =
                browser.cookies().get("connect.sid").replaceFirst("s%3A", "").replaceFirst("\\..*", "");
        assertThat(ShopApplication.BEGUN).contains(sid);
    }

    @Test
    void anObjectOfAnotherPackageIsRefusedWithThePropertyThatAllowsIt() throws Exception {
        String property = "session-store.allowed-packages=dev.sessionstore.elsewhere";
        browser.login("zoe", "secret");
        assertThat(browser.get("/voucher").body()).endsWith("allow it with " + property);

        try (ConfigurableApplicationContext allowing = run("--" + property)) {
            Browser other = new Browser(port(allowing));
            other.login("zoe", "secret");
            assertThat(other.get("/voucher").body()).isEqualTo("Voucher[value=5]");
        }
    }
}
