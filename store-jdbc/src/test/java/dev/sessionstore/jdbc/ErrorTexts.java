package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The text of an exception in a log. */
final class ErrorTexts {

    private ErrorTexts() {}

    /** {@return messages, causes, suppressed exceptions and stack traces} */
    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Neither the data {@code secret…} nor the sid {@code sid-of-somebody} are in the text. */
    static void quotesNoSession(Throwable thrown) {
        assertThat(of(thrown)).doesNotContain("secret").doesNotContain("sid-of-somebody");
    }
}
