package dev.sessionstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void theLengthOfEachCharacterIsThatOfItsEncoding() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                if (Utf8.length(text) != text.getBytes(StandardCharsets.UTF_8).length) {
                    assertThat(Utf8.length(text)).as("U+%X", c).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
                }
                all.append(text);
            }
        }
        assertThat(Utf8.length(all.toString())).isEqualTo(all.toString().getBytes(StandardCharsets.UTF_8).length);
    }
}
