package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What becomes of a client's exception when Redis did not answer. */
class FailuresTest {

    private final Failures failures = new Failures("redis://localhost:1", thrown -> null);

    @Test
    void aServerThatIsNotThereIsToldInTheWordsOfTheNetwork() {
        Exception client = new IllegalStateException("SET sess:abc {}", new ConnectException("Connection refused"));

        assertThat(failures.of("get", new CompletionException(client)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("get failed on redis://localhost:1: it could not be asked (Connection refused)");
        assertThat(failures.of("get", new UnknownHostException("nowhere")))
                .hasMessageContaining("(unknown host nowhere)");
    }

    @Test
    void whatAClientSaysIsNotPassedOn() {
        StoreException failure = failures.of("get", new IllegalStateException("SET sess:abc {\"secret\":1}"));

        assertThat(failure).hasMessageContaining("(IllegalStateException)");
        assertThat(String.valueOf(failure.getMessage())).doesNotContain("secret", "abc");
        assertThat(failure.getCause()).isNull();
    }
}
