package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop as its visitors see it, in Chromium; leaves pictures in {@code target/…/screenshots}. */
@Needs(Needs.Program.CHROMIUM)
class ShopInChromiumTest {

    private static Chromium visitor;
    private static Chromium administrator;

    @TempDir
    Path files;

    @BeforeAll
    static void open() {
        visitor = Chromium.open();
        administrator = Chromium.open();
    }

    @AfterAll
    static void close() {
        visitor.close();
        administrator.close();
    }

    private static void login(Chromium browser, String name, String password) {
        browser.type("username", name);
        browser.type("password", password);
        browser.click("Log in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "lettuce", "postgresql"})
    void aDayInTheShop(String store) throws Exception {
        try (Shop shop = Shop.over(store)) {
            logsIn(shop);
            fillsTheCart();
            readsNews(shop);
            if (!store.equals("memory")) {
                restartIsNotNoticed(shop);
            }
            visitor.assertNoComplaints();
            isLoggedOutEverywhereByTheAdministrator(shop);
            isLoggedOutWithEverybodyByTheAdministrator();
            logsInAgainAndOut();
            visitor.assertNoComplaints();
            administrator.assertNoComplaints();
        }
    }

    private void logsIn(Shop shop) throws Exception {
        visitor.visit(shop);
        visitor.awaitText("h1", "Shop");
        assertThat(visitor.hasCookies()).isFalse();
        visitor.screenshot("shop");

        visitor.click("Fill your cart");
        visitor.awaitText("h1", "Log in");
        login(visitor, "zoe", "wrong");
        visitor.awaitText("#error", "Bad credentials");
        visitor.screenshot("login");
        login(visitor, "zoe", "secret");
        visitor.awaitText("h1", "Your cart");
        visitor.awaitText("#user", "zoe");
    }

    private void fillsTheCart() throws Exception {
        visitor.type("name", "tea");
        visitor.type("count", "2");
        visitor.click("Add");
        visitor.awaitText("#message", "tea is in your cart");
        visitor.awaitText("#items", "2 tea");
        visitor.reload();
        visitor.awaitText("#items", "2 tea");
        assertThat(visitor.shows("#message")).isFalse();

        Path picture = Files.writeString(files.resolve("cat.png"), "meow");
        visitor.type("file", picture.toString());
        visitor.click("Upload");
        visitor.awaitText("#message", "Your picture is here");
        visitor.awaitText("#picture", "cat.png, 4 bytes");
    }

    private void readsNews(Shop shop) throws Exception {
        visitor.awaitText("#state", "connected");
        visitor.awaitText("#count", "2");
        administrator.visit(shop);
        administrator.go("/admin");
        login(administrator, "root", "secret");
        administrator.awaitText("#sessions", "2 sessions");
        announce("Fresh milk");
        visitor.screenshot("cart");
        administrator.screenshot("administration");
    }

    private void announce(String text) {
        administrator.type("text", text);
        administrator.click("Announce");
        administrator.awaitText("#message", "Everybody reads it");
        visitor.awaitText("#news", text);
    }

    private void restartIsNotNoticed(Shop shop) {
        shop.restart();
        visitor.awaitText("#state", "connected");
        announce("Open again");
        visitor.forgiveComplaints();

        visitor.reload();
        visitor.awaitText("#user", "zoe");
        visitor.awaitText("#items", "2 tea");
        visitor.awaitText("#picture", "cat.png, 4 bytes");
        visitor.type("name", "milk");
        visitor.click("Add");
        visitor.awaitText("#items", "1 milk");
    }

    private void isLoggedOutEverywhereByTheAdministrator(Shop shop) throws Exception {
        Browser phone = new Browser(shop.port());
        phone.login("zoe", "secret");
        assertThat(phone.get("/cart").body()).contains("<span id=\"user\">zoe</span>");

        administrator.type("user", "zoe");
        administrator.click("Log out everywhere");
        administrator.awaitText("#message", "zoe is logged out, devices: 2");
        administrator.awaitText("#user", "root");
        administrator.screenshot("logged-out-everywhere");

        visitor.reload();
        visitor.awaitText("h1", "Log in");
        assertThat(phone.get("/cart").location()).isEqualTo("/login");
        administrator.reload();
        administrator.awaitText("#sessions", "sessions");
        login(visitor, "zoe", "secret");
        visitor.awaitText("#user", "zoe");
    }

    private void isLoggedOutWithEverybodyByTheAdministrator() {
        administrator.click("Log everybody out");
        administrator.awaitText("h1", "Shop");
        assertThat(administrator.shows("#user")).isFalse();
        visitor.reload();
        visitor.awaitText("h1", "Log in");
    }

    private void logsInAgainAndOut() throws Exception {
        login(visitor, "zoe", "secret");
        visitor.awaitText("#user", "zoe");
        visitor.go("/cart");
        visitor.awaitText("main", "Nothing in it yet");
        visitor.click("Log out");
        visitor.awaitText("#bye", "You are logged out");
        visitor.screenshot("logged-out");
        visitor.go("/cart");
        visitor.awaitText("h1", "Log in");
    }
}
