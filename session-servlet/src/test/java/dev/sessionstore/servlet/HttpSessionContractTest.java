package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.TypeToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Servlet requires of an {@code HttpSession} where that is hard to keep. */
@Tag("tomcat-11")
class HttpSessionContractTest {

    record Cart(int items) {}

    interface Shape {
        int sides();
    }

    record Triangle(int sides) implements Shape {}

    /** Can be written, but not read, since its JSON does not say which Shape it is. */
    record Drawing(Shape shape) {}

    private static final class OwnMap extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;
    }

    @FunctionalInterface
    private interface Step {
        Object take(HttpServletRequest request) throws Exception;
    }

    private final WatchedStore store = new WatchedStore();
    private final List<Object> removed = new CopyOnWriteArrayList<>();

    @TempDir
    File folder;

    private TomcatServer server;
    private volatile Step step = request -> null;
    private volatile Object result;
    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        server = new TomcatServer(folder)
                .filter(
                        SessionFilter.builder(manager)
                                .attribute("cart", Cart.class)
                                .attribute("carts", new TypeToken<List<Cart>>() {})
                                .attribute("closed", Drawing.class)
                                .listener(new Throwing())
                                .listener(new Noting())
                                .build(),
                        WebServer.ALL)
                .servlet("/step", Handlers.servlet((request, response) -> {
                    try {
                        result = step.take(request);
                    } catch (Exception e) {
                        result = e;
                    }
                }))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    private Object in(Step taken) throws Exception {
        step = taken;
        Answer answer = Exchange.get(server.port(), "/step", "Cookie: a=b; " + cookie);
        assertThat(answer.status()).isEqualTo(200);
        if (!answer.sessionCookies().isEmpty()) {
            cookie = answer.cookie();
        }
        return result;
    }

    @Test
    void aCollectionThatIsNotTheJdksIsRefusedWithTheLineToAdd() throws Exception {
        assertThat(in(request -> {
                    HttpSession session = request.getSession();
                    assertThatThrownBy(() -> session.setAttribute("flash", List.of(new OwnMap())))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("attribute(\"flash\", new TypeToken<List<OwnMap>>() {})");
                    assertThatThrownBy(() -> session.setAttribute("own", new OwnMap()))
                            .hasMessageContaining("attribute(\"own\", OwnMap.class)");
                    assertThatThrownBy(() -> session.setAttribute("mixed", List.of(new Cart(1), Instant.now())))
                            .hasMessageContaining("class of your own");
                    assertThatThrownBy(() -> session.setAttribute("byName", Map.of("a", new Cart(1))))
                            .hasMessageContaining("new TypeToken<Map<String, Cart>>() {}");
                    return Collections.list(session.getAttributeNames());
                }))
                .isEqualTo(List.of());
    }

    @Test
    void whatCannotBeReadBackIsRefusedAtThePutAndTheOldValueStays() throws Exception {
        in(request -> {
            request.getSession().setAttribute("cart", new Cart(1));
            return null;
        });
        assertThat(in(request -> {
                    request.getSession().setAttribute("closed", new Drawing(new Triangle(3)));
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .asString()
                .contains("'closed'", "read back");
        assertThat(in(request -> Collections.list(request.getSession().getAttributeNames())))
                .isEqualTo(List.of("cart"));
    }

    @Test
    void logoutWorksWithAnAttributeThatNoLongerFitsAndAListenerThatThrows() throws Exception {
        String id = (String) in(request -> {
            SessionFilter.session(request).put("cart", "no cart").put("carts", 7);
            return request.getSession().getId();
        });
        assertThat(in(request -> {
                    request.getSession().setAttribute("cart", new Cart(2));
                    request.getSession().removeAttribute("carts");
                    return request.getSession().getAttribute("cart");
                }))
                .isEqualTo(new Cart(2));
        assertThat(removed).containsExactly(7);
        in(request -> SessionFilter.session(request).put("cart", "no cart"));

        assertThat(in(request -> {
                    request.getSession().invalidate();
                    return request.getSession(false);
                }))
                .isNull();
        assertThat(store.record(id)).isEmpty();
        assertThat(removed).containsExactly(7, "no cart");
    }

    @Test
    void nullIsNoName() throws Exception {
        assertThat(in(request -> {
                    HttpSession session = request.getSession();
                    session.removeAttribute(null);
                    assertThatThrownBy(() -> session.setAttribute(null, 1))
                            .isInstanceOf(IllegalArgumentException.class);
                    return session.getAttribute(null);
                }))
                .isNull();
    }

    @Test
    void destroyedLikeInvalidatedAnotherSessionMayBegin() throws Exception {
        in(request -> request.getSession().getId());

        assertThat(in(request -> {
                    String before = SessionFilter.session(request).id();
                    SessionFilter.session(request).destroy();
                    return !request.getSession().getId().equals(before);
                }))
                .isEqualTo(true);
    }

    @Test
    void aSessionThatCouldNeverBeStoredDoesNotBegin() throws Exception {
        server.servlet("/late", Handlers.servlet((request, response) -> {
            response.flushBuffer();
            try {
                result = request.getSession(true);
            } catch (IllegalStateException e) {
                result = e;
            }
        }));
        Exchange.get(server.port(), "/late");

        assertThat(result).isInstanceOf(IllegalStateException.class);
        assertThat(store.calls).isEmpty();
    }

    @Test
    void anIdleTimeoutOfItsOwnLeavesTheCookieAlone() throws Exception {
        assertThat(in(request -> {
                    request.getSession().setMaxInactiveInterval(60);
                    return request.getSession().getMaxInactiveInterval();
                }))
                .isEqualTo(60);
        assertThat(in(request -> request.getSession().getMaxInactiveInterval())).isEqualTo(60);
        assertThat((String) in(request -> SessionFilter.session(request).toJson()))
                .contains("\"originalMaxAge\":null");
        assertThat(in(request -> {
                    request.getSession().setMaxInactiveInterval(-1);
                    return request.getSession().getMaxInactiveInterval();
                }))
                .isEqualTo(0);
    }

    @Test
    void aLastAccessThatIsNotRecordedIsNotMadeUp() throws Exception {
        in(request -> request.getSession().getId());

        assertThat(in(request -> request.getSession().getLastAccessedTime()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void threadsOfOneRequestLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        in(request -> {
            HttpSession session = request.getSession();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String prefix = "t" + thread + "-";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 500; i++) {
                                session.setAttribute(prefix + i, i);
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            return null;
        });
        threads.shutdown();

        assertThat(in(request -> Collections.list(request.getSession().getAttributeNames())
                        .size()))
                .isEqualTo(2_000);
    }

    @Test
    void aSecondLoginAtTheSameTimeGoesOnWithAnEmptySession() throws Exception {
        in(request -> {
            request.getSession().setAttribute("language", "de");
            return null;
        });
        String anonymous = cookie;
        assertThat(in(request -> {
                    HttpSession session = request.getSession();
                    session.getAttribute("language");
                    step = other -> login(other, "first");
                    Answer first = Exchange.get(server.port(), "/step", "Cookie: " + anonymous);
                    assertThat(first.sessionCookies()).hasSize(1);
                    return login(request, "second");
                }))
                .isEqualTo("second");

        assertThat(in(request -> request.getSession().getAttribute("user"))).isEqualTo("second");
    }

    private static Object login(HttpServletRequest request, String user) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setAttribute("user", user);
        return user;
    }

    @Test
    void aCircleOfCausesEndsTheRequest() throws Exception {
        server.servlet("/circle", Handlers.servlet((request, response) -> {
            RuntimeException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("two", one));
            throw one;
        }));

        assertThat(Exchange.get(server.port(), "/circle").status()).isEqualTo(500);
    }

    @Test
    void aCheckedExceptionThrownInSecretLosesNoSession() throws Exception {
        server.servlet("/secret", Handlers.servlet((request, response) -> {
            request.getSession().setAttribute("user", "zoe");
            HttpSessionContractTest.<RuntimeException>sneak(new Exception("secret"));
        }));

        assertThat(Exchange.get(server.port(), "/secret").sessionCookies()).hasSize(1);
        assertThat(store.count()).isEqualTo(1);
    }

    @SuppressWarnings("unchecked") // the trick itself
    private static <E extends Exception> void sneak(Exception thrown) throws E {
        throw (E) thrown;
    }

    private static final class Throwing implements HttpSessionListener {
        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            throw new IllegalArgumentException("on purpose");
        }
    }

    private final class Noting implements HttpSessionAttributeListener {
        @Override
        public void attributeRemoved(HttpSessionBindingEvent event) {
            removed.add(event.getValue());
        }
    }
}
