package dev.sessionstore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicTypesTest {

    @Test
    void publicTypesAreThoseOfTheList() throws IOException {
        assertThat(Module.CLASSES.stream().filter(PublicTypesTest::isPublic).map(JavaClass::getName))
                .as("public types of the published modules: add to public-types.txt only what a user has to name")
                .containsExactlyInAnyOrderElementsOf(listed());
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicTypesTest::isPublic).orElse(true);
    }

    private static List<String> listed() throws IOException {
        try (InputStream list = PublicTypesTest.class.getResourceAsStream("public-types.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
