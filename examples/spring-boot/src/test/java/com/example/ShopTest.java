package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Browser.Page;
import dev.sessionstore.testsupport.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop as visitors see it, over stores that differ in nothing but the properties. */
class ShopTest {

    private final String run = UUID.randomUUID().toString();
    private final List<ConfigurableApplicationContext> started = new ArrayList<>();

    private Browser start(String store) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--session-store.secrets=0123456789abcdef0123456789abcdef",
                "--session-store.timeout=10s",
                "--session-store.prefix=shop-" + run + ":",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        switch (store) {
            case "memory" -> arguments.add("--session-store.url=memory:");
            case "h2" -> arguments.add("--session-store.url=jdbc:h2:mem:" + run + ";DB_CLOSE_DELAY=-1");
            default -> {
                arguments.add("--session-store.url=" + RedisServer.shared().url());
                arguments.add("--session-store.type=" + store);
            }
        }
        ConfigurableApplicationContext application =
                SpringApplication.run(ShopApplication.class, arguments.toArray(String[]::new));
        started.add(application);
        return new Browser(port());
    }

    private int port() {
        ConfigurableApplicationContext application = started.get(started.size() - 1);
        return Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0"));
    }

    @AfterEach
    void stop() {
        started.forEach(ConfigurableApplicationContext::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce", "jedis", "h2"})
    void aVisitorLogsInFillsTheCartAndLogsOut(String store) throws Exception {
        Browser browser = start(store);
        assertThat(browser.get("/").status()).isEqualTo(200);
        assertThat(browser.cookies()).isEmpty();

        assertThat(browser.get("/cart").location()).isEqualTo("/login");
        assertThat(browser.login("zoe", "wrong").location()).isEqualTo("/login?error");
        assertThat(browser.get("/login?error").body()).contains("<p id=\"error\">Bad credentials</p>");
        assertThat(browser.login("zoe", "secret").location()).startsWith("/cart");

        Page added = browser.submit("/cart", "/cart", Map.of("name", "tea", "count", "2"));
        assertThat(added.location()).isEqualTo("/cart");
        assertThat(browser.get("/cart").body()).contains("<p id=\"message\">tea is in your cart</p>", "<li>2 tea</li>");
        assertThat(browser.get("/cart").body()).contains("<li>2 tea</li>").doesNotContain("id=\"message\"");

        browser.upload("/cart", "/picture", "cat.png", "meow");
        assertThat(browser.get("/cart").body()).contains("<p id=\"picture\">cat.png, 4 bytes</p>");
        assertThat(browser.get("/events").body()).contains("data:tea");
        assertThat(browser.get("/admin").status()).isEqualTo(403);

        browser.submit("/cart", "/logout", Map.of());
        assertThat(browser.get("/cart").location()).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lettuce", "jedis", "h2"})
    void aRestartInTheMiddleOfASessionIsNotNoticed(String store) throws Exception {
        Browser browser = start(store);
        browser.login("zoe", "secret");
        browser.submit("/cart", "/cart", Map.of("name", "tea", "count", "2"));
        started.remove(0).close();

        start(store);
        browser.at(port());
        assertThat(browser.get("/cart").body()).contains("tea is in your cart", "<li>2 tea</li>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce"})
    void anAdministratorLogsEverybodyOut(String store) throws Exception {
        Browser visitor = start(store);
        visitor.login("zoe", "secret");
        Browser administrator = new Browser(port());
        administrator.login("root", "secret");
        assertThat(administrator.get("/admin").body()).contains("<p id=\"count\">2 sessions</p>");

        administrator.submit("/admin", "/admin/logout-everybody", Map.of());

        assertThat(visitor.get("/cart").location()).isEqualTo("/login");
        assertThat(administrator.get("/admin").location()).isEqualTo("/login");
    }
}
