package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attributes as Java objects: put, read, changed in place. */
class ValuesTest {

    static class Cart {
        public List<String> items = new ArrayList<>();
    }

    private static final TypeToken<List<Integer>> INTEGERS = new TypeToken<>() {};
    private static final String NODES =
            "{\"cookie\":{},\"cart\":{\"total\":1.50,\"items\":[\"a\"],\"customer\":{\"id\":1}}}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @SuppressWarnings("unchecked") // applications read a raw Map
    void readingATypeWithFewerFieldsWritesNothing() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            assertThat(s.get("cart", Cart.class).orElseThrow().items).containsExactly("a");
            assertThat(s.get("cart", Map.class).orElseThrow()).hasSize(3);
        }));
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        assertThat(bench.stored("A")).isEqualTo(NODES);
    }

    @Test
    void aChangeInPlaceIsSaved() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            s.get("cart", Cart.class).orElseThrow().items.add("b");
            assertThat(s.get("cart", Cart.class).orElseThrow().items).containsExactly("a", "b");
            assertThat(s.getJson("cart")).hasValue("{\"items\":[\"a\",\"b\"]}");
        }));
        assertThat(bench.stored("A")).endsWith(",\"cart\":{\"items\":[\"a\",\"b\"]}}");
    }

    @Test
    void aChangeInPlaceThatIsTakenBackIsNone() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            List<String> items = s.get("cart", Cart.class).orElseThrow().items;
            items.add("b");
            items.remove("b");
        }));
        assertThat(bench.stored("A")).isEqualTo(NODES);
    }

    @Test
    @SuppressWarnings("unchecked") // applications read a raw Map
    void aChangeInPlaceIsSeenThroughEveryType() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            Cart cart = s.get("cart", Cart.class).orElseThrow();
            s.get("cart", Map.class);
            cart.items.add("b");
            assertThat(s.get("cart", Map.class).orElseThrow()).hasToString("{items=[a, b]}");
            assertThat(s.get("cart", Cart.class).orElseThrow()).isSameAs(cart);
        }));
        assertThat(bench.stored("A")).endsWith("{\"items\":[\"a\",\"b\"]}}");
    }

    @Test
    void anObjectThatWasPutMayChangeAfterwards() {
        bench.request(Requests.plain(), withSession(s -> {
            Cart cart = new Cart();
            s.put("cart", cart);
            cart.items.add("late");
            assertThat(s.get("cart", Cart.class).orElseThrow()).isSameAs(cart);
        }));
        assertThat(bench.stored("new1")).endsWith("{\"items\":[\"late\"]}}");
    }

    @Test
    void anObjectOfAnEarlierValueIsTheApplicationsAlone() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            Cart old = s.get("cart", Cart.class).orElseThrow();
            s.put("cart", List.of());
            old.items.add("lost");
        }));
        assertThat(bench.stored("A")).endsWith(",\"cart\":[]}");
    }

    @Test
    void aChangeInPlaceAfterAMergeIsSavedToo() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            Cart cart = s.get("cart", Cart.class).orElseThrow();
            bench.stored("A", "{\"cookie\":{},\"cart\":{\"items\":[\"x\"]}}");
            s.put("other", 1).save();
            assertThat(s.get("cart", Cart.class).orElseThrow().items).containsExactly("x");
            cart.items.add("b");
        }));
        assertThat(bench.stored("A")).contains("\"cart\":{\"items\":[\"a\",\"b\"]}");
    }

    @Test
    void genericTypesAreReadByToken() {
        bench.request(Requests.plain(), withSession(s -> s.put("numbers", List.of(1, 2))));
        bench.request(known("new1"), withSession(s -> {
            List<Integer> numbers = s.get("numbers", INTEGERS).orElseThrow();
            assertThat(numbers).containsExactly(1, 2);
            numbers.add(3);
        }));
        assertThat(bench.stored("new1")).endsWith(",\"numbers\":[1,2,3]}");
        assertThat(INTEGERS).hasToString("java.util.List<java.lang.Integer>");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void aTokenWithoutATypeIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> new TypeToken() {});
    }

    @Test
    void whatCannotBeWrittenIsRefusedAtPutAndChangesNothing() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            assertThatExceptionOfType(SessionAttributeException.class)
                    .isThrownBy(() -> s.put("cart", new Object()))
                    .withMessageContaining("cart");
            assertThatExceptionOfType(SessionAttributeException.class)
                    .isThrownBy(() -> s.get("cart", Integer.class))
                    .withMessageContaining("cart");
            assertThatExceptionOfType(SessionAttributeException.class).isThrownBy(() -> s.putJson("cart", "{"));
        }));
        assertThat(bench.stored("A")).isEqualTo(NODES);
    }

    @Test
    void textOfAnyKindComesBackAsItWas() {
        String odd = "\u0000\u001f\"\\/\u007f\u2028äöü😀\ud800x\udc00";
        bench.request(Requests.plain(), withSession(s -> s.put("odd", odd).put("k\ud800", odd)));
        assertThat(bench.stored("new1")).contains("\\ud800x\\udc00");
        bench.request(known("new1"), withSession(s -> {
            assertThat(s.get("odd", String.class)).hasValue(odd);
            assertThat(s.get("k\ud800", String.class)).hasValue(odd);
            assertThat(s.names()).containsExactly("odd", "k\ud800");
        }));
    }

    @Test
    void theWholeSessionIsShownAsItWouldBeStored() {
        bench.request(Requests.plain(), withSession(s -> {
            s.put("a", 1);
            assertThat(s.toJson())
                    .isEqualTo(
                            "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"},"
                                    + "\"a\":1}");
        }));
        bench.request(known("new1"), withSession(s -> assertThat(s.toJson()).isEqualTo(bench.stored("new1"))));
    }

    @Test
    void theNamesAreASnapshot() {
        bench.stored("A", NODES);
        bench.request(known("A"), withSession(s -> {
            var names = s.names();
            s.put("b", 1);
            assertThat(names).containsExactly("cart").isUnmodifiable();
        }));
    }
}
