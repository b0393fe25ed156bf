package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.servlet.view.RedirectView;

/** An application as Spring Boot's guide shows it, with our filter as a bean. */
@Tag("slow")
@Tag("tomcat-11")
class SpringBootTest {

    private static ConfigurableApplicationContext application;
    private static int port;

    @SpringBootApplication
    @RestController
    static class Application {

        @Bean(destroyMethod = "close")
        Store store() {
            return MemoryStore.builder().build();
        }

        @Bean
        FilterRegistrationBean<SessionFilter> sessions(Store store) {
            SessionManager manager =
                    SessionManager.builder(store).secret("keyboard cat").build();
            FilterRegistrationBean<SessionFilter> registration =
                    new FilterRegistrationBean<>(SessionFilter.builder(manager).build());
            registration.setDispatcherTypes(EnumSet.of(
                    DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR));
            registration.setOrder(Integer.MIN_VALUE);
            return registration;
        }

        @GetMapping("/views")
        Map<String, Object> views(HttpServletRequest request) {
            int views = SessionFilter.session(request).update("views", Integer.class, v -> v.orElse(0) + 1);
            return Map.of("views", views);
        }

        @GetMapping("/login")
        RedirectView login(HttpSession session) {
            session.setAttribute("user", "zoe");
            return new RedirectView("/hello");
        }

        @GetMapping("/hello")
        String hello(@SessionAttribute(name = "user", required = false) String user) {
            return "hello " + user;
        }

        @GetMapping("/async")
        Callable<String> async(HttpSession session) {
            return () -> {
                session.setAttribute("user", "kim");
                return "later";
            };
        }

        @GetMapping("/fail")
        String fail(HttpSession session) {
            session.setAttribute("user", "failed");
            throw new IllegalStateException("on purpose");
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplication(Application.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--logging.level.root=off",
                        "--spring.main.banner-mode=off");
        port = Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aControllerHasOurSession() throws Exception {
        Answer first = Exchange.get(port, "/views");
        Answer second = Exchange.get(port, "/views", "Cookie: " + first.cookie());

        assertThat(first.body()).isEqualTo("{\"views\":1}");
        assertThat(second.body()).isEqualTo("{\"views\":2}");
        assertThat(first.all("Set-Cookie")).hasSize(1);
    }

    @Test
    void whatARedirectingControllerStoredIsThereAfterIt() throws Exception {
        Answer login = Exchange.get(port, "/login");

        assertThat(login.status()).isEqualTo(302);
        assertThat(Exchange.get(port, "/hello", "Cookie: " + login.cookie()).body())
                .isEqualTo("hello zoe");
    }

    @Test
    void anAsynchronousControllerSavesItsSession() throws Exception {
        Answer answer = Exchange.get(port, "/async");

        assertThat(answer.body()).isEqualTo("later");
        assertThat(Exchange.get(port, "/hello", "Cookie: " + answer.cookie()).body())
                .isEqualTo("hello kim");
    }

    @Test
    void aControllerThatThrowsSavesItsSessionAndTheErrorPageSendsTheCookie() throws Exception {
        Answer answer = Exchange.get(port, "/fail");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(Exchange.get(port, "/hello", "Cookie: " + answer.cookie()).body())
                .isEqualTo("hello failed");
    }
}
