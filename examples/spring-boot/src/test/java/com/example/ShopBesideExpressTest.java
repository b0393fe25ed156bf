package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shop with {@code session-store.plain-login}, and an Express application on the same Redis. */
@Needs(Needs.Program.NODE)
class ShopBesideExpressTest {

    private static Shop shop;
    private static Express express;

    private final Browser browser = new Browser(shop.port());

    @BeforeAll
    static void start() throws Exception {
        shop = Shop.over("lettuce", "session-store.plain-login=true");
        express = Express.beside(shop);
    }

    @AfterAll
    static void stop() {
        express.close();
        shop.close();
    }

    @Test
    void expressReadsWhoIsLoggedInAtTheShop() throws Exception {
        assertThat(browser.at(express.port()).get("/hello").status()).isEqualTo(401);

        browser.at(shop.port()).login("zoe", "secret");

        assertThat(browser.at(express.port()).get("/hello").body())
                .startsWith("Hello zoe, number 1, ")
                .contains("ROLE_USER");
    }

    @Test
    void theShopKnowsWhoLoggedInAtExpress() throws Exception {
        assertThat(browser.get("/cart").location()).isEqualTo("/login");

        browser.at(express.port()).post("/login", Map.of("username", "kim", "password", "secret"));

        assertThat(browser.at(shop.port()).get("/cart").body()).contains("<span id=\"user\">kim</span>");
        assertThat(browser.get("/admin").status()).isEqualTo(403);
    }

    @Test
    void eachLeavesWhatTheOtherStored() throws Exception {
        browser.login("zoe", "secret");
        browser.submit("/cart", "/cart", Map.of("name", "tea", "count", "2"));

        assertThat(browser.at(express.port()).get("/hello").body()).contains("number 1");
        assertThat(browser.at(shop.port()).get("/cart").body()).contains("tea is in your cart", "<li>2 tea</li>");
        browser.submit("/cart", "/cart", Map.of("name", "milk"));
        assertThat(browser.at(express.port()).get("/hello").body()).contains("number 2");
        assertThat(browser.at(shop.port()).get("/cart").body()).contains("<li>2 tea</li>", "<li>1 milk</li>");
    }

    @Test
    void aLogoutAtEitherIsOneAtBoth() throws Exception {
        browser.login("zoe", "secret");
        browser.submit("/cart", "/logout", Map.of());
        assertThat(browser.at(express.port()).get("/hello").status()).isEqualTo(401);

        browser.post("/login", Map.of("username", "kim", "password", "secret"));
        assertThat(browser.get("/hello").body()).contains("Hello kim");
        browser.post("/logout", Map.of());
        assertThat(browser.at(shop.port()).get("/cart").location()).isEqualTo("/login");
    }
}
