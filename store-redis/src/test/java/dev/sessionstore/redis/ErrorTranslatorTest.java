package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** How the exception of a client is translated when Redis did not answer. */
class ErrorTranslatorTest {

    private final ErrorTranslator errors = new ErrorTranslator("redis://localhost:1", thrown -> null);

    @Test
    void aServerThatIsNotThereIsToldInTheWordsOfTheNetwork() {
        Exception client = new IllegalStateException("SET sess:abc {}", new ConnectException("Connection refused"));

        assertThat(errors.translate("get", new CompletionException(client)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("get failed on redis://localhost:1: no answer (Connection refused)");
        assertThat(errors.translate("get", new UnknownHostException("nowhere")))
                .hasMessageContaining("(unknown host nowhere)");
    }

    @Test
    void whatAClientSaysIsNotPassedOn() {
        StoreException failure = errors.translate("get", new IllegalStateException("SET sess:abc {\"secret\":1}"));

        assertThat(failure).hasMessageContaining("(IllegalStateException)");
        assertThat(String.valueOf(failure.getMessage())).doesNotContain("secret", "abc");
        assertThat(failure.getCause()).isNull();
    }

    @Test
    void theRefusalOfANodeIsFoundAmongTheSuppressedExceptions() {
        ErrorTranslator translator = new ErrorTranslator(
                "Redis", thrown -> thrown instanceof IllegalArgumentException ? thrown.getMessage() : null);
        Exception client = new IllegalStateException("no slots");
        client.addSuppressed(new ConnectException("Connection refused"));
        client.addSuppressed(new IllegalArgumentException("NOPERM User bob has no permissions to run 'cluster|slots'"));

        assertThat(translator.translateConnect(new CompletionException(client)))
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cluster|slots");
        assertThat(translator.translate("get", client)).isInstanceOf(StoreUnavailableException.class);
    }
}
