package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.TypeToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tomcat-11")
class HttpSessionTest {

    /** A value with a JSON form. */
    record User(String name, int age) implements HttpSessionBindingListener {

        static final List<String> EVENTS = new CopyOnWriteArrayList<>();

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            EVENTS.add("bound " + event.getName());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            EVENTS.add("unbound " + event.getName());
        }
    }

    @FunctionalInterface
    private interface Step {
        Object take(HttpServletRequest request) throws Exception;
    }

    private final WatchedStore store = new WatchedStore();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    File folder;

    private TomcatServer server;
    private volatile Step step = request -> null;
    private volatile Object result;
    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        User.EVENTS.clear();
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .recordCreation()
                .cookie(c -> c.maxAge(Duration.ofMinutes(30)))
                .build();
        SessionFilter filter = SessionFilter.builder(manager)
                .attribute("user", User.class)
                .attribute("users", new TypeToken<List<User>>() {})
                .listener(new Telling(told))
                .build();
        server = new TomcatServer(folder)
                .filter(filter, WebServer.ALL)
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

    /** Takes a step in a request of its own, as the same browser. */
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
    void thereIsNoSessionUntilOneIsAskedFor() throws Exception {
        assertThat(in(request -> request.getSession(false))).isNull();
        assertThat(store.calls).isEmpty();

        String id = (String) in(request -> request.getSession().getId());

        assertThat(store.record(id)).isPresent();
        assertThat(in(request -> request.getSession(false).getId())).isEqualTo(id);
    }

    @Test
    void aSessionIsNewInTheRequestThatBeganIt() throws Exception {
        assertThat(in(request -> request.getSession().isNew())).isEqualTo(true);
        assertThat(in(request -> request.getSession().isNew())).isEqualTo(false);
    }

    @Test
    void everyCallInARequestGivesTheSameObject() throws Exception {
        assertThat(in(request -> request.getSession() == request.getSession(false)))
                .isEqualTo(true);
    }

    @Test
    void plainValuesComeBackAsTheyWerePut() throws Exception {
        Map<String, Object> values = Map.of(
                "text",
                "Zoë",
                "yes",
                true,
                "small",
                7,
                "big",
                9_007_199_254_740_992L,
                "fraction",
                1.5,
                "list",
                List.of(1, "a", List.of()),
                "map",
                Map.of("k", Map.of("n", 1)));
        in(request -> {
            values.forEach(request.getSession()::setAttribute);
            return null;
        });

        for (Map.Entry<String, Object> value : values.entrySet()) {
            assertThat(in(request -> request.getSession().getAttribute(value.getKey())))
                    .isEqualTo(value.getValue());
        }
        assertThat(in(request ->
                        new ArrayList<>(Collections.list(request.getSession().getAttributeNames()))))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(values.keySet());
    }

    @Test
    void registeredTypesComeBackAsTheirType() throws Exception {
        in(request -> {
            request.getSession().setAttribute("user", new User("zoe", 42));
            request.getSession().setAttribute("users", List.of(new User("kim", 1)));
            return null;
        });

        assertThat(in(request -> request.getSession().getAttribute("user"))).isEqualTo(new User("zoe", 42));
        assertThat(in(request -> request.getSession().getAttribute("users"))).isEqualTo(List.of(new User("kim", 1)));
    }

    @Test
    void anythingElseIsRefusedWithAWordOnWhatToDo() throws Exception {
        assertRefused("started", Instant.now(), "register");
        assertRefused("kim", new User("kim", 1), "attribute(\"kim\", User.class)");
        assertRefused("user", "no user", "registered as");
        assertRefused("id", 9_007_199_254_740_993L, "2^53");
        assertRefused("share", Double.NaN, "NaN");
        assertRefused("map", Map.of(1, 2), "key");
        assertRefused("nested", List.of(Map.of("x", new Object())), "java.lang.Object");
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertRefused("circle", circle, "contains itself");
        assertThat(in(request -> request.getSession(false))).isNull();
    }

    private void assertRefused(String name, Object value, String why) throws Exception {
        Object thrown = in(request -> {
            HttpSession session = request.getSession(false);
            assertThat(session).isNull();
            AttributeTypes types = new AttributeTypes(Map.of("user", User.class));
            types.check(name, value);
            return null;
        });
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        assertThat(((Exception) thrown).getMessage()).contains("'" + name + "'", why);
    }

    @Test
    void aRefusedValueLeavesTheOldOneInPlace() throws Exception {
        in(request -> {
            request.getSession().setAttribute("user", new User("zoe", 42));
            return null;
        });
        assertThat(in(request -> {
                    request.getSession().setAttribute("user", "somebody");
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(in(request -> request.getSession().getAttribute("user"))).isEqualTo(new User("zoe", 42));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsChangedInPlaceIsSaved() throws Exception {
        in(request -> {
            request.getSession().setAttribute("cart", List.of("apple"));
            return null;
        });
        in(request -> ((List<Object>) request.getSession().getAttribute("cart")).add("pear"));

        assertThat(in(request -> request.getSession().getAttribute("cart"))).isEqualTo(List.of("apple", "pear"));
    }

    @Test
    void nullRemovesAnAttribute() throws Exception {
        in(request -> {
            request.getSession().setAttribute("a", 1);
            request.getSession().setAttribute("a", null);
            return null;
        });

        assertThat(in(request -> Collections.list(request.getSession().getAttributeNames())))
                .isEqualTo(List.of());
    }

    @Test
    void anInvalidatedSessionIsGoneAndRefusesUse() throws Exception {
        String id = (String) in(request -> request.getSession().getId());
        Object thrown = in(request -> {
            HttpSession session = request.getSession();
            session.invalidate();
            assertThat(request.getSession(false)).isNull();
            assertThat(session.getId()).isEqualTo(id);
            assertThatThrownBy(() -> session.getAttribute("a")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setAttribute("a", 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::isNew).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::invalidate).isInstanceOf(IllegalStateException.class);
            return null;
        });

        assertThat(thrown).isNull();
        assertThat(store.record(id)).isEmpty();
        assertThat(in(request -> request.getSession(false))).isNull();
    }

    @Test
    void anotherSessionMayBeginWhereOneWasInvalidated() throws Exception {
        String old = (String) in(request -> {
            request.getSession().setAttribute("a", 1);
            return request.getSession().getId();
        });

        String id = (String) in(request -> {
            request.getSession().invalidate();
            request.getSession().setAttribute("b", 2);
            return request.getSession().getId();
        });

        assertThat(id).isNotEqualTo(old);
        assertThat(store.record(old)).isEmpty();
        assertThat(in(request -> request.getSession(false).getAttribute("b"))).isEqualTo(2);
        assertThat(in(request -> request.getSession(false).getAttribute("a"))).isNull();
    }

    @Test
    void bothViewsOfASessionEndTogether() throws Exception {
        in(request -> request.getSession().getId());
        assertThat(in(request -> {
                    HttpSession before = request.getSession();
                    SessionFilter.session(request).destroy();
                    assertThat(request.getSession(false)).isNull();
                    return request.getSession() != before
                            && SessionFilter.session(request)
                                    .id()
                                    .equals(request.getSession().getId());
                }))
                .isEqualTo(true);
    }

    @Test
    void changeSessionIdKeepsTheDataUnderAnotherId() throws Exception {
        String old = (String) in(request -> {
            request.getSession().setAttribute("a", 1);
            return request.getSession().getId();
        });

        String id = (String) in(HttpServletRequest::changeSessionId);

        assertThat(id).isNotEqualTo(old);
        assertThat(store.record(old)).isEmpty();
        assertThat(in(request -> request.getSession(false).getAttribute("a"))).isEqualTo(1);
        assertThat(in(request -> request.getSession(false).getId())).isEqualTo(id);
        assertThat(told).contains("id " + old + " " + id);
    }

    @Test
    void changeSessionIdWithoutASessionIsRefused() throws Exception {
        assertThat(in(HttpServletRequest::changeSessionId)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void maxInactiveIntervalIsTheTimeThatTheSessionIsKept() throws Exception {
        assertThat(in(request -> request.getSession().getMaxInactiveInterval())).isEqualTo(1800);
        in(request -> {
            request.getSession().setMaxInactiveInterval(60);
            return null;
        });

        assertThat(in(request -> request.getSession().getMaxInactiveInterval())).isEqualTo(60);
        String id = (String) in(request -> request.getSession().getId());
        assertThat(store.record(id).orElseThrow()).contains("\"_idle\":60000", "\"originalMaxAge\":1800000");
    }

    @Test
    void timesAreThoseOfTheFirstRequestAndOfTheLastThatSaved() throws Exception {
        long before = System.currentTimeMillis();
        in(request -> {
            request.getSession().setAttribute("a", 1);
            return null;
        });
        long after = System.currentTimeMillis();

        assertThat((Long) in(request -> request.getSession().getCreationTime())).isBetween(before, after);
        assertThat((Long) in(request -> request.getSession().getLastAccessedTime()))
                .isBetween(before, after);
    }

    @Test
    void theRequestedIdIsThatOfTheCookieAndNeverOfTheUrl() throws Exception {
        assertThat(in(HttpServletRequest::getRequestedSessionId)).isNull();
        assertThat(in(HttpServletRequest::isRequestedSessionIdFromCookie)).isEqualTo(false);
        String id = (String) in(request -> request.getSession().getId());

        assertThat(in(HttpServletRequest::getRequestedSessionId)).isEqualTo(id);
        assertThat(in(HttpServletRequest::isRequestedSessionIdValid)).isEqualTo(true);
        assertThat(in(HttpServletRequest::isRequestedSessionIdFromCookie)).isEqualTo(true);
        assertThat(in(HttpServletRequest::isRequestedSessionIdFromURL)).isEqualTo(false);
        store.destroy(id);
        assertThat(in(HttpServletRequest::isRequestedSessionIdValid)).isEqualTo(false);

        String signed = cookie.replaceFirst("connect.sid=", "");
        cookie = "";
        step = request -> request.getSession(false);
        Exchange.get(server.port(), "/step;jsessionid=" + signed);
        assertThat(result).isNull();
    }

    @Test
    void listenersHearOfSessionsAndAttributes() throws Exception {
        in(request -> {
            request.getSession().setAttribute("a", 1);
            request.getSession().setAttribute("a", 2);
            request.getSession().removeAttribute("a");
            request.getSession().setAttribute("user", new User("zoe", 42));
            return null;
        });
        in(request -> {
            request.getSession().invalidate();
            return null;
        });

        assertThat(told)
                .containsExactly(
                        "created",
                        "added a=1",
                        "replaced a=1",
                        "removed a=2",
                        "added user=User[name=zoe, age=42]",
                        "destroyed",
                        "removed user=User[name=zoe, age=42]");
        assertThat(User.EVENTS).containsExactly("bound user", "unbound user");
    }

    @Test
    void aListenerThatCouldNeverBeToldIsRefused() {
        SessionFilter.Builder builder =
                SessionFilter.builder(SessionManager.builder(store).secret("s").build());

        assertThatThrownBy(() -> builder.listener(new EventListener() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HttpSessionListener");
    }
}
