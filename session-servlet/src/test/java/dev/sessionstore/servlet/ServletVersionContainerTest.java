package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each container is tested with the API of its own Servlet version, and what the newer one added waits as well. */
class ServletVersionContainerTest {

    private static final List<String> SERVLET_61 = List.of("tomcat-11", "jetty-ee11");

    private static boolean isServlet61() {
        return SERVLET_61.contains(System.getProperty("container", "tomcat-11"));
    }

    private static List<Method> redirects() {
        return Arrays.stream(HttpServletResponse.class.getMethods())
                .filter(method -> method.getName().equals("sendRedirect"))
                .toList();
    }

    @Test
    void theApiIsThatOfTheContainer() {
        assertThat(redirects()).hasSize(isServlet61() ? 4 : 1);
    }

    @Test
    void everyFormOfSendRedirectWaitsForTheSession(@TempDir File folder) throws Exception {
        WatchedStore store = new WatchedStore();
        try (WebServer server = Containers.current(folder)) {
            server.filter(
                            SessionFilter.builder(SessionManager.builder(store)
                                            .secret("keyboard cat")
                                            .build())
                                    .build(),
                            WebServer.ALL)
                    .servlet("/redirect", Handlers.servlet((request, response) -> {
                        SessionFilter.session(request).put("value", "kept");
                        redirect(redirects().get(Integer.parseInt(request.getQueryString())), response);
                    }))
                    .start();

            for (int i = 0; i < redirects().size(); i++) {
                Answer answer = Exchange.get(server.port(), "/redirect?" + i);

                assertThat(answer.status()).isIn(302, 303);
                assertThat(answer.sessionCookies()).hasSize(1);
            }
            assertThat(store.count()).isEqualTo(redirects().size());
            store.goDown();
            for (int i = 0; i < redirects().size(); i++) {
                assertThat(Exchange.get(server.port(), "/redirect?" + i).status())
                        .isEqualTo(503);
            }
        } finally {
            store.close();
        }
    }

    private static void redirect(Method form, HttpServletResponse response) {
        Object[] arguments = Arrays.stream(form.getParameterTypes())
                .map(type -> type == String.class ? (Object) "/elsewhere" : type == int.class ? 303 : (Object) true)
                .toArray();
        try {
            form.invoke(response, arguments);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
