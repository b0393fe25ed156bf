package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Browser.Page;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop over stores that differ in nothing but the properties, request by request. */
class ShopTest {

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce", "jedis", "h2", "postgresql"})
    void aVisitorLogsInFillsTheCartAndLogsOut(String store) throws Exception {
        try (Shop shop = Shop.over(store)) {
            Browser browser = new Browser(shop.port());
            assertThat(browser.get("/").status()).isEqualTo(200);
            assertThat(browser.get("/assets/shop.css").status()).isEqualTo(200);
            assertThat(browser.cookies()).isEmpty();

            assertThat(browser.get("/cart").location()).isEqualTo("/login");
            assertThat(browser.login("zoe", "wrong").location()).isEqualTo("/login?error");
            assertThat(browser.get("/login?error").body()).contains(">Bad credentials</p>");
            assertThat(browser.login("zoe", "secret").location()).startsWith("/cart");

            Page added = browser.submit("/cart", "/cart", Map.of("name", "tea", "count", "2"));
            assertThat(added.location()).isEqualTo("/cart");
            assertThat(browser.get("/cart").body()).contains(">tea is in your cart</p>", "<li>2 tea</li>");
            assertThat(browser.get("/cart").body()).contains("<li>2 tea</li>").doesNotContain("id=\"message\"");

            browser.upload("/cart", "/picture", "cat.png", "meow");
            assertThat(browser.get("/cart").body()).contains("<p id=\"picture\">cat.png, 4 bytes</p>");
            assertThat(browser.firstEvent("/events")).containsExactly("event:cart", "data:2");
            assertThat(browser.get("/admin").status()).isEqualTo(403);

            browser.submit("/cart", "/logout", Map.of());
            assertThat(browser.get("/cart").location()).isEqualTo("/login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lettuce", "jedis", "h2", "postgresql"})
    void aRestartInTheMiddleOfASessionIsNotNoticed(String store) throws Exception {
        try (Shop shop = Shop.over(store)) {
            Browser browser = new Browser(shop.port());
            browser.login("zoe", "secret");
            browser.submit("/cart", "/cart", Map.of("name", "tea", "count", "2"));

            shop.restart();

            assertThat(browser.get("/cart").body()).contains("tea is in your cart", "<li>2 tea</li>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce", "jedis", "h2", "postgresql"})
    void anAdministratorLogsOneUserOutOnAllDevices(String store) throws Exception {
        try (Shop shop = Shop.over(store)) {
            Browser phone = new Browser(shop.port());
            phone.login("zoe", "secret");
            Browser laptop = new Browser(shop.port());
            laptop.login("zoe", "secret");
            Browser administrator = new Browser(shop.port());
            administrator.login("root", "secret");

            administrator.submit("/admin", "/admin/logout", Map.of("user", "zoe"));

            assertThat(administrator.get("/admin").body())
                    .contains(">zoe is logged out, devices: 2</p>", "<p id=\"sessions\">1 sessions</p>");
            assertThat(phone.get("/cart").location()).isEqualTo("/login");
            assertThat(laptop.get("/cart").location()).isEqualTo("/login");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce", "postgresql"})
    void anAdministratorLogsEverybodyOut(String store) throws Exception {
        try (Shop shop = Shop.over(store)) {
            Browser visitor = new Browser(shop.port());
            visitor.login("zoe", "secret");
            Browser administrator = new Browser(shop.port());
            administrator.login("root", "secret");
            assertThat(administrator.get("/admin").body()).contains("<p id=\"sessions\">2 sessions</p>");

            administrator.submit("/admin", "/admin/logout-everybody", Map.of());

            assertThat(visitor.get("/cart").location()).isEqualTo("/login");
            assertThat(administrator.get("/admin").location()).isEqualTo("/login");
        }
    }
}
