package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Error pages and asynchronous answers behind Spring Security. */
class DispatchTest {

    private static ConfigurableApplicationContext application;

    private final Browser browser =
            new Browser(Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0")));

    /** Answers that take another dispatch. */
    @Configuration(proxyBeanMethods = false)
    static class Later {

        /** The error page says who sees it and what is in the session. */
        @Bean
        ErrorAttributes errorAttributes() {
            return new DefaultErrorAttributes() {
                @Override
                public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
                    Map<String, Object> attributes = super.getErrorAttributes(request, options);
                    attributes.put("seenBy", request.getRemoteUser());
                    attributes.put("left", request.getAttribute("left", RequestAttributes.SCOPE_SESSION));
                    return attributes;
                }
            };
        }

        @Controller
        @ResponseBody
        static class Answers {

            @GetMapping("/boom")
            String boom(HttpSession session) {
                session.setAttribute("left", "boom");
                throw new IllegalStateException("boom");
            }

            @GetMapping("/teapot")
            void teapot(HttpSession session, HttpServletResponse response) throws IOException {
                session.setAttribute("left", "teapot");
                response.sendError(418);
            }

            @GetMapping("/callable")
            Callable<String> callable(HttpSession session) {
                return () -> {
                    session.setAttribute("left", "callable");
                    return SecurityContextHolder.getContext()
                            .getAuthentication()
                            .getName();
                };
            }

            @GetMapping("/callable/boom")
            Callable<String> boomLater(HttpSession session) {
                return () -> {
                    session.setAttribute("left", "boom later");
                    throw new IllegalStateException("boom");
                };
            }

            @GetMapping("/deferred")
            DeferredResult<String> deferred(HttpSession session, Principal user) {
                DeferredResult<String> result = new DeferredResult<>();
                CompletableFuture.runAsync(() -> {
                    session.setAttribute("left", "deferred");
                    result.setResult(user.getName());
                });
                return result;
            }

            @GetMapping("/deferred/never")
            DeferredResult<String> never(HttpSession session) {
                session.setAttribute("left", "never");
                return new DeferredResult<>(50L);
            }

            @GetMapping("/stream")
            StreamingResponseBody stream(HttpSession session, Principal user) {
                session.setAttribute("left", "stream");
                return out -> out.write(user.getName().getBytes(StandardCharsets.UTF_8));
            }

            @GetMapping("/left")
            String left(HttpSession session) {
                return String.valueOf(session.getAttribute("left"));
            }

            @GetMapping("/required")
            String required(@RequestParam String name) {
                return name;
            }
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplication(ShopApplication.class, Later.class)
                .run(
                        "--server.port=0",
                        "--session-store.url=memory:",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--logging.level.root=off",
                        "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        browser.login("zoe", "secret");
    }

    private void assertErrorPage(String path, int status, String left) throws Exception {
        Browser.Page page = browser.getJson(path);
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.body()).contains("\"seenBy\":\"zoe\"", "\"left\":" + left);
    }

    @Test
    void anErrorPageIsSeenByWhoIsLoggedInWithTheSessionAsItWasLeft() throws Exception {
        assertErrorPage("/nowhere", 404, "null");
        assertErrorPage("/required", 400, "null");
        assertErrorPage("/boom", 500, "\"boom\"");
        assertErrorPage("/teapot", 418, "\"teapot\"");

        assertThat(browser.get("/left").body()).isEqualTo("teapot");
    }

    @Test
    void aRefusedPageIsAnErrorPageOfTheSameUser() throws Exception {
        Browser.Page page = browser.postJson("/left", "{}", "forged");

        assertThat(page.status()).isEqualTo(403);
        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
    }

    @Test
    void anAnswerOfAnotherThreadKnowsTheUserAndSavesTheSession() throws Exception {
        for (String path : new String[] {"/callable", "/deferred", "/stream"}) {
            Browser.Page page = browser.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).isEqualTo("zoe");
            assertThat(browser.get("/left").body()).isEqualTo(path.substring(1));
        }
    }

    @Test
    void anErrorOfAnotherThreadHasAnErrorPageToo() throws Exception {
        assertErrorPage("/callable/boom", 500, "\"boom later\"");
        assertErrorPage("/deferred/never", 503, "\"never\"");

        assertThat(browser.get("/private").body()).isEqualTo("hello zoe");
    }
}
