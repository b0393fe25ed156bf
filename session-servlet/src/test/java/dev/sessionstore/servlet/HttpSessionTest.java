package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.servlet.StepBrowser.User;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes of an {@code HttpSession}, and its listeners. */
@Tag("tomcat-11")
class HttpSessionTest {

    @TempDir
    File folder;

    private StepBrowser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new StepBrowser(folder);
    }

    @AfterEach
    void end() throws Exception {
        browser.close();
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
        browser.in(request -> {
            values.forEach(request.getSession()::setAttribute);
            return null;
        });

        for (Map.Entry<String, Object> value : values.entrySet()) {
            assertThat(browser.in(request -> request.getSession().getAttribute(value.getKey())))
                    .isEqualTo(value.getValue());
        }
        assertThat(browser.in(request ->
                        new ArrayList<>(Collections.list(request.getSession().getAttributeNames()))))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrderElementsOf(values.keySet());
    }

    @Test
    void registeredTypesComeBackAsTheirType() throws Exception {
        browser.in(request -> {
            request.getSession().setAttribute("user", new User("zoe", 42));
            request.getSession().setAttribute("users", List.of(new User("kim", 1)));
            return null;
        });

        assertThat(browser.in(request -> request.getSession().getAttribute("user")))
                .isEqualTo(new User("zoe", 42));
        assertThat(browser.in(request -> request.getSession().getAttribute("users")))
                .isEqualTo(List.of(new User("kim", 1)));
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
        assertThat(browser.in(request -> request.getSession(false))).isNull();
    }

    private void assertRefused(String name, Object value, String why) throws Exception {
        Object thrown = browser.in(request -> {
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
        browser.in(request -> {
            request.getSession().setAttribute("user", new User("zoe", 42));
            return null;
        });
        assertThat(browser.in(request -> {
                    request.getSession().setAttribute("user", "somebody");
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(browser.in(request -> request.getSession().getAttribute("user")))
                .isEqualTo(new User("zoe", 42));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsChangedInPlaceIsSaved() throws Exception {
        browser.in(request -> {
            request.getSession().setAttribute("cart", List.of("apple"));
            return null;
        });
        browser.in(request -> ((List<Object>) request.getSession().getAttribute("cart")).add("pear"));

        assertThat(browser.in(request -> request.getSession().getAttribute("cart")))
                .isEqualTo(List.of("apple", "pear"));
    }

    @Test
    void nullRemovesAnAttribute() throws Exception {
        browser.in(request -> {
            request.getSession().setAttribute("a", 1);
            request.getSession().setAttribute("a", null);
            return null;
        });

        assertThat(browser.in(request -> Collections.list(request.getSession().getAttributeNames())))
                .isEqualTo(List.of());
    }

    @Test
    void listenersHearOfSessionsAndAttributes() throws Exception {
        browser.in(request -> {
            request.getSession().setAttribute("a", 1);
            request.getSession().setAttribute("a", 2);
            request.getSession().removeAttribute("a");
            request.getSession().setAttribute("user", new User("zoe", 42));
            return null;
        });
        browser.in(request -> {
            request.getSession().invalidate();
            return null;
        });

        assertThat(browser.events)
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
        SessionFilter.Builder builder = SessionFilter.builder(
                SessionManager.builder(browser.store).secret("s").build());

        assertThatThrownBy(() -> builder.listener(new EventListener() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HttpSessionListener");
    }
}
