package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a log would show of an exception. */
final class ErrorTexts {

    private ErrorTexts() {}

    /** Neither the data {@code secret…} nor the sid {@code sid-of-somebody} are in any message, cause or suppressed one. */
    static void quotesNoSession(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain("secret").doesNotContain("sid-of-somebody");
    }
}
