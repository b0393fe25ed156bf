package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.servlet.shop.Cart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNameCodecTest {

    private static final String CART = Cart.class.getName();

    private final AttributeCodec codec = ClassNameCodec.allowing("dev.sessionstore.servlet.shop");

    /** Of a package that is not allowed; tells when an object is made. */
    static class Gadget {

        static boolean made;

        private Object field;

        Gadget() {
            made = true;
        }
    }

    @Test
    void anObjectComesBackWithAllItsFields() {
        Cart cart =
                new Cart().add("tea", 2).add("milk", 1).with(new Cart.Percent(10), List.of(new Cart.Item("gift", 1)));

        assertThat(codec.read(codec.write(cart))).isEqualTo(cart);
    }

    @Test
    void theJsonHasTheClassNameOnlyWhereItIsNotClear() {
        assertThat(codec.write(new Cart().add("tea", 2).with(new Cart.Percent(10), null)))
                .startsWith("{\"@class\":\"" + CART + "\",\"items\":[{\"name\":\"tea\",\"count\":2}]")
                .contains("\"discount\":{\"@class\":\"" + CART + "$Percent\",\"percent\":10}")
                .doesNotContain("java.util");
    }

    @Test
    void collectionsAndValuesOfTheJdkComeBackAsTheyAre() {
        List<Object> values = new ArrayList<>(List.of(
                "text",
                1,
                2L,
                1.5,
                new BigDecimal("1.50"),
                UUID.randomUUID(),
                LocalDate.of(2026, 1, 2),
                new TreeSet<>(Set.of("b", "a")),
                new HashMap<>(Map.of("key", new Cart.Item("tea", 1))),
                Arrays.asList(1, 2),
                Collections.emptyList(),
                Cart.Payment.CARD));

        assertThat(codec.read(codec.write(values))).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sessionstore.servlet.ClassNameCodecTest$Gadget",
                "java.lang.ProcessBuilder",
                "java.lang.Thread",
                "java.lang.Class",
                "java.io.File",
                "java.net.URL",
                "java.util.logging.FileHandler",
                "java.util.Scanner",
                "java.util.concurrent.ThreadPoolExecutor",
                "javax.script.ScriptEngineManager",
                "javax.swing.JEditorPane",
                "com.sun.rowset.JdbcRowSetImpl",
                "com.zaxxer.hikari.HikariDataSource",
                "org.apache.catalina.users.MemoryUserDatabase",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "dev.sessionstore.servlet.shopping.Cart",
                "dev.sessionstore.servlet.shop",
                "java.util.ArrayList<dev.sessionstore.servlet.ClassNameCodecTest$Gadget>",
                "java.util.HashMap<java.lang.String,dev.sessionstore.servlet.ClassNameCodecTest$Gadget>",
                "[Ldev.sessionstore.servlet.ClassNameCodecTest$Gadget;"
            })
    void aClassThatIsNotAllowedIsRefusedWhereverItStands(String name) {
        Gadget.made = false;
        String object = "{\"@class\":\"" + name + "\"}";
        String array = "[\"" + name + "\",[{}]]";

        assertThatThrownBy(() -> codec.read(object)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.read(array)).isInstanceOf(IllegalArgumentException.class);
        for (String inside : List.of(object, array)) {
            assertThatThrownBy(() -> codec.read("[\"java.util.ArrayList\",[" + inside + "]]"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> codec.read("{\"@class\":\"java.util.HashMap\",\"key\":" + inside + "}"))
                    .isInstanceOf(IllegalArgumentException.class);
            for (String field : List.of("extra", "discount")) {
                assertThatThrownBy(() -> codec.read("{\"@class\":\"" + CART + "\",\"" + field + "\":" + inside + "}"))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(Gadget.made).isFalse();
    }

    @Test
    void theMessageAboutAClassNamesTheLineThatAllowsIt() {
        assertThatThrownBy(() -> ClassNameCodec.allowing("com.example").write(new Cart()))
                .hasMessage("class " + CART
                        + " is in no allowed package: allow it with"
                        + " ClassNameCodec.allowing(\"dev.sessionstore.servlet.shop\")");
    }

    @Test
    void whatIsSaidOfUnreadableJsonDoesNotQuoteIt() {
        assertThatThrownBy(() -> codec.read("{\"@class\":\"" + CART + "\",\"items\":\"hunter2\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com", "java", "org.", ".com.example", "com example", "*", "jakarta"})
    void aPackageThatIsTooWideIsRefused(String name) {
        assertThatThrownBy(() -> ClassNameCodec.allowing(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("packages: '" + name + "'");
    }
}
