package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions as this application stored them with other versions of Spring Boot: an update goes through both, and back if need be. */
class StoredByOtherVersionsTest {

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = new SpringApplication(ShopApplication.class)
                .run(
                        "--server.port=0",
                        "--session-store.url=memory:",
                        "--session-store.secrets=0123456789abcdef0123456789abcdef",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    /** A browser with the cookie of a session that was stored by a version. The first line of the file is the cookie. */
    private static Browser browserOf(String version, String session) throws Exception {
        String resource = "stored-by-" + version + "/" + session + ".txt";
        try (InputStream in = StoredByOtherVersionsTest.class.getResourceAsStream(resource)) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            String sid = lines[0].replaceFirst("s%3A", "").replaceFirst("\\..*", "");
            String port = application.getEnvironment().getProperty("local.server.port", "0");
            application
                    .getBean(Store.class)
                    .set(sid, lines[1].replace("PORT", port), Instant.now().plusSeconds(3600));
            return new Browser(Integer.parseInt(port)).with(Map.of("connect.sid", lines[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.9", "4.1.2"})
    void whoIsLoggedInStaysSoWithEverythingInTheSession(String version) throws Exception {
        Browser browser = browserOf(version, "logged-in");

        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        assertThat(browser.get("/cart").body()).contains("Item[name=tea, count=1]");
        assertThat(browser.get("/locale").body()).isEqualTo("pt-BR");
        assertThat(browser.get("/address").body()).isEqualTo("street Elm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.9", "4.1.2"})
    void whoIsAboutToLogInGoesOn(String version) throws Exception {
        Browser browser = browserOf(version, "before-login");

        assertThat(browser.get("/login?error").body()).contains("alert-danger");
        assertThat(browser.login("zoe", "secret").location()).startsWith("/private?page=2");
        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
    }
}
