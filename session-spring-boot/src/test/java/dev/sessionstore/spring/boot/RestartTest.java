package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.redis.lettuce.LettuceStore;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that is stopped and started again while somebody uses it, on Redis. */
class RestartTest {

    private final String prefix = "restart-" + UUID.randomUUID() + ":";

    private ConfigurableApplicationContext start(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.security.user.name=zoe",
                                "--spring.security.user.password=secret",
                                "--session-store.url=" + RedisServer.shared().url(),
                                "--session-store.type=lettuce",
                                "--session-store.prefix=" + prefix,
                                "--session-store.secrets=0123456789abcdef0123456789abcdef",
                                "--session-store.timeout=10s",
                                "--logging.level.root=warn",
                                "--spring.main.banner-mode=off"),
                        Stream.of(more))
                .toArray(String[]::new);
        return new SpringApplication(ShopApplication.class).run(arguments);
    }

    private static int port(ConfigurableApplicationContext application) {
        return Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0"));
    }

    @Test
    void whoWasLoggedInStaysSoWithCartAndLocale() throws Exception {
        Browser browser;
        try (ConfigurableApplicationContext application = start()) {
            browser = new Browser(port(application));
            browser.login("zoe", "secret");
            browser.get("/cart?add=tea");
            browser.get("/locale?locale=fr-CA");
            browser.get("/save");
        }
        try (ConfigurableApplicationContext application = start()) {
            browser.at(port(application));
            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
            assertThat(browser.get("/cart").body()).contains("Item[name=tea, count=1]");
            assertThat(browser.get("/locale").body()).isEqualTo("fr-CA");
            assertThat(browser.get("/saved").body()).isEqualTo("saved Item[name=tea, count=2]");
        }
    }

    @Test
    void aRequestThatIsUnderWayWhenTheApplicationStopsSavesItsSession() throws Exception {
        ConfigurableApplicationContext application = start("--server.shutdown=graceful");
        Browser browser = new Browser(port(application));
        browser.login("zoe", "secret");
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> body(browser, "/slow"));
        assertThat(ShopApplication.arrived.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(application::close);
        Awaitility.await().until(() -> !isListening(browser));
        ShopApplication.goOn.countDown();

        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("released true");
        stopped.get(20, TimeUnit.SECONDS);
        try (Store store = LettuceStore.builder(RedisServer.shared().url())
                .prefix(prefix)
                .timeout(Duration.ofSeconds(10))
                .build()) {
            assertThat(onlySession(store)).contains("\"slow\":\"done\"");
        }
    }

    private static String body(Browser browser, String path) {
        try {
            return browser.get(path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isListening(Browser browser) {
        try {
            new Browser(browser.port()).get("/login");
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPlainLoginIsWhatNodeReads() throws Exception {
        try (ConfigurableApplicationContext application = start("--session-store.plain-login=true")) {
            Browser browser = new Browser(port(application));
            browser.login("zoe", "secret");

            assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
            assertThat(onlySession(application.getBean(Store.class)))
                    .containsPattern(
                            "\"user\":\\{(\"name\":\"zoe\",)?\"authorities\":\\[[^]]*\\](,\"name\":\"zoe\")?\\}")
                    .doesNotContain("SPRING_SECURITY_CONTEXT");
        }
    }

    private static String onlySession(Store store) {
        return store.get(store.listing().orElseThrow().sids().findFirst().orElseThrow())
                .orElseThrow();
    }
}
