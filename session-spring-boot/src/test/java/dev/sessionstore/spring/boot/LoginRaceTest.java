package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.testsupport.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests of one browser at the same moment, around a login and a logout. */
class LoginRaceTest {

    private static final int AT_ONCE = 6;
    private static ConfigurableApplicationContext application;
    private static ConfigurableApplicationContext plain;

    @BeforeAll
    static void start() {
        application = run();
        plain = run("--session-store.plain-login=true");
    }

    private static ConfigurableApplicationContext run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--session-store.url=" + RedisServer.shared().url(),
                "--session-store.type=lettuce",
                "--session-store.prefix=race-" + UUID.randomUUID() + ":",
                "--session-store.secrets=0123456789abcdef0123456789abcdef",
                "--session-store.timeout=10s",
                "--spring.security.user.name=zoe",
                "--spring.security.user.password=secret",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(more));
        return new SpringApplication(ShopApplication.class).run(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        application.close();
        plain.close();
    }

    private static Browser browser(ConfigurableApplicationContext at) {
        return new Browser(Integer.parseInt(at.getEnvironment().getProperty("local.server.port", "0")));
    }

    private static ConfigurableApplicationContext at(boolean plainLogin) {
        return plainLogin ? plain : application;
    }

    private static <T> List<T> atOnce(Callable<T> task) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                started.add(threads.submit(() -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : started) {
                results.add(each.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A button that is clicked several times: each answer is a login or a page that says no, and none is an error. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormThatIsSentSeveralTimesAtOnceLogsIn(boolean plainLogin) throws Exception {
        for (int round = 0; round < 5; round++) {
            Browser browser = browser(at(plainLogin));
            browser.get("/private");
            String csrf = browser.get("/login").csrf();
            Map<String, String> form = Map.of("username", "zoe", "password", "secret", "_csrf", csrf);

            List<Browser> clicks = atOnce(() -> {
                Browser click = browser(at(plainLogin)).with(browser.cookies());
                Browser.Page page = click.post("/login", form);
                assertThat(page.status()).as(page.toString()).isIn(302, 403);
                return page.location().startsWith("/private") || page.location().equals("/") ? click : null;
            });

            assertThat(clicks).anyMatch(click -> click != null);
            for (Browser click : clicks) {
                if (click != null) {
                    assertThat(click.get("/private").body()).isEqualTo("hello zoe");
                }
            }
            assertThat(browser.get("/private").location())
                    .as("with the cookie from before")
                    .isEqualTo("/login");
        }
    }

    /** Who gave the victim a cookie of his own knows the id from before the login, and nothing since. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCookieFromBeforeTheLoginIsNobodys(boolean plainLogin) throws Exception {
        Browser attacker = browser(at(plainLogin));
        attacker.get("/private");
        Browser victim = browser(at(plainLogin)).with(attacker.cookies());

        victim.login("zoe", "secret");

        assertThat(victim.get("/private").body()).isEqualTo("hello zoe");
        assertThat(attacker.get("/private").location()).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIdThatTheBrowserMadeUpIsNotTaken(boolean plainLogin) throws Exception {
        Browser browser = browser(at(plainLogin)).with(Map.of("connect.sid", "s%3Achosen.forged"));

        browser.login("zoe", "secret");

        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
        assertThat(browser.cookies().get("connect.sid")).doesNotContain("chosen");
        assertThat(at(plainLogin).getBean(Store.class).get("chosen")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestThatWritesAfterTheLogoutBringsNobodyBack(boolean plainLogin) throws Exception {
        Browser browser = browser(at(plainLogin));
        browser.login("zoe", "secret");
        Browser other = browser(at(plainLogin)).with(browser.cookies());
        String csrf = browser.get("/logout").csrf();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Browser.Page> slow = thread.submit(() -> other.get("/slow"));
            assertThat(ShopApplication.arrived.await(20, TimeUnit.SECONDS)).isTrue();

            browser.post("/logout", Map.of("_csrf", csrf));
            ShopApplication.goOn.countDown();

            assertThat(slow.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        } finally {
            thread.shutdownNow();
            ShopApplication.arrived = new CountDownLatch(1);
            ShopApplication.goOn = new CountDownLatch(1);
        }
        assertThat(other.get("/private").location()).isEqualTo("/login");
        assertThat(browser.get("/private").location()).isEqualTo("/login");
    }
}
