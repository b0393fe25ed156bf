package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.servlet.shop.Cart;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes whose JSON form is chosen by name, and objects with their class name. */
@Tag("tomcat-11")
class AttributeFormsTest {

    @FunctionalInterface
    private interface Step {
        Object take(HttpServletRequest request) throws Exception;
    }

    /** A locale as its tag. */
    private static final AttributeCodec TAG = new AttributeCodec() {
        @Override
        public String write(Object value) {
            return "\"" + ((Locale) value).toLanguageTag() + "\"";
        }

        @Override
        public Object read(String json) {
            return Locale.forLanguageTag(json.replace("\"", ""));
        }
    };

    private final MemoryStore store = MemoryStore.builder().build();

    @TempDir
    File folder;

    private TomcatServer server;
    private volatile Step step = request -> null;
    private volatile Object result;
    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .touchEvery(Duration.ofDays(1))
                .build();
        SessionFilter filter = SessionFilter.builder(manager)
                .attribute("locale.*", TAG)
                .requestOnly("callback.*")
                .otherwise(ClassNameCodec.allowing("dev.sessionstore.servlet.shop"))
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

    private Object in(Step taken) throws Exception {
        step = taken;
        Exchange.Answer answer = Exchange.get(server.port(), "/step", "Cookie: a=b; " + cookie);
        assertThat(answer.status()).isEqualTo(200);
        if (!answer.sessionCookies().isEmpty()) {
            cookie = answer.cookie();
        }
        return result;
    }

    private Object put(String name, Object value) throws Exception {
        return in(request -> {
            request.getSession().setAttribute(name, value);
            return null;
        });
    }

    private Object get(String name) throws Exception {
        return in(request -> request.getSession().getAttribute(name));
    }

    private String stored() {
        return store.get(Exchange.sid(cookie)).orElseThrow();
    }

    @Test
    void aFormIsChosenByThePatternOfTheName() throws Exception {
        assertThat(put("locale.of-zoe", Locale.CANADA_FRENCH)).isNull();

        assertThat(stored()).contains("\"locale.of-zoe\":\"fr-CA\"");
        assertThat(get("locale.of-zoe")).isEqualTo(Locale.CANADA_FRENCH);
    }

    @Test
    void anObjectOfAnAllowedPackageComesBackUnderAnyName() throws Exception {
        assertThat(put("cart", new Cart().add("tea", 2))).isNull();

        assertThat(stored())
                .contains("\"cart\":{\"@class\":\"" + Cart.class.getName() + "\",\"items\":[{\"name\":\"tea\"");
        assertThat(get("cart")).isEqualTo(new Cart().add("tea", 2));
    }

    @Test
    void aListOfObjectsComesBackAndIsToldFromAPlainList() throws Exception {
        List<Object> plain = new ArrayList<>(List.of("java.util.ArrayList", List.of(1)));
        put("items", List.of(new Cart.Item("tea", 1)));
        put("plain", plain);

        assertThat(get("items")).isEqualTo(List.of(new Cart.Item("tea", 1)));
        assertThat(get("plain")).isEqualTo(plain);
        assertThat(stored()).contains("\"items\":{\"@value\":[").contains("\"plain\":[\"java.util.ArrayList\",[1]]");
    }

    @Test
    void theSameRequestGetsTheSameObject() throws Exception {
        put("cart", new Cart());

        List<?> both = (List<?>) in(request -> List.of(
                request.getSession().getAttribute("cart"), request.getSession().getAttribute("cart")));
        assertThat(both.get(0)).isSameAs(both.get(1));
    }

    @Test
    void anObjectThatIsChangedInPlaceIsSaved() throws Exception {
        Cart put = new Cart();
        in(request -> {
            request.getSession().setAttribute("cart", put);
            return put.add("tea", 1);
        });
        assertThat(get("cart")).isEqualTo(new Cart().add("tea", 1));

        in(request -> ((Cart) request.getSession().getAttribute("cart")).add("milk", 1));
        assertThat(get("cart")).isEqualTo(new Cart().add("tea", 1).add("milk", 1));
    }

    @Test
    void anObjectThatIsReadAndNotChangedIsNotSaved() throws Exception {
        put("cart", new Cart().add("tea", 1).add("milk", 2).add("bread", 3));
        List<String> saved = new ArrayList<>();
        store.on(StoreEvent.Saved.class, event -> saved.add(event.sid()));

        assertThat(get("cart")).isInstanceOf(Cart.class);
        assertThat(saved).isEmpty();
    }

    @Test
    void whatTheOtherViewPutsIsNotUndoneByAnObjectThatWasReadBefore() throws Exception {
        put("cart", new Cart());
        in(request -> {
            Cart cart = (Cart) request.getSession().getAttribute("cart");
            SessionFilter.session(request).remove("cart");
            return cart.add("late", 1);
        });

        assertThat(get("cart")).isNull();
    }

    @Test
    void anObjectOfNoAllowedPackageIsRefusedWithTheLineThatAllowsIt() throws Exception {
        assertThat(put("thread", Thread.currentThread()))
                .isInstanceOfSatisfying(
                        IllegalArgumentException.class,
                        e -> assertThat(e)
                                .hasMessage(
                                        "attribute 'thread' of java.lang.Thread cannot be kept: class java.lang.Thread"
                                                + " is in no allowed package: allow it with"
                                                + " ClassNameCodec.allowing(\"java.lang\")"));
    }

    @Test
    void aMapThatLooksLikeAnObjectOfAClassIsRefused() throws Exception {
        assertThat(put("map", Map.of("@class", Cart.class.getName()))).isInstanceOf(IllegalArgumentException.class);
        assertThat(get("map")).isNull();
    }

    @Test
    void whatIsOfTheRequestOnlyIsNotStored() throws Exception {
        Runnable callback = () -> {};
        assertThat(in(request -> {
                    request.getSession().setAttribute("callback.cart", callback);
                    return request.getSession().getAttribute("callback.cart");
                }))
                .isSameAs(callback);

        assertThat(get("callback.cart")).isNull();
        assertThat(stored()).doesNotContain("callback");
    }

    @Test
    void withoutAFormTheMessageNamesTheLineThatHelps() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        assertThatThrownBy(() -> PlainValues.check("cart", new Cart()))
                .hasMessageContaining(".attribute(\"cart\", Cart.class)")
                .hasMessageContaining(
                        "SessionFilter.builder(...).otherwise(ClassNameCodec.allowing(\"dev.sessionstore.servlet.shop\"))");
        assertThat(SessionFilter.builder(manager)
                        .otherwise(ClassNameCodec.allowing("dev.sessionstore.servlet.shop"))
                        .build())
                .isNotNull();
    }
}
