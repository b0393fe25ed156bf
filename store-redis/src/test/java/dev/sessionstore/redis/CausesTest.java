package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CausesTest {

    @Test
    void causesThatCloseToACircleAreFollowedOnlySoFar() {
        RuntimeException first = new RuntimeException("first");
        RuntimeException second = new RuntimeException("second", first);
        first.initCause(second);

        StoreException failure = new ErrorTranslator("Redis", thrown -> null).translate("get", first);

        assertThat(failure).isInstanceOf(StoreUnavailableException.class).hasNoCause();
    }

    @Test
    void whatFuturesPutAroundAFailureIsTakenOff() {
        IllegalStateException thrown = new IllegalStateException("x");
        CompletionException first = new CompletionException("first", null);
        CompletionException second = new CompletionException("second", first);

        assertThat(Causes.unwrap(new CompletionException(new CompletionException(thrown))))
                .isSameAs(thrown);
        assertThat(Causes.unwrap(second)).isSameAs(first);
    }

    @Test
    void anAnswerIsFoundAmongTheCauses() {
        ErrorTranslator errors = new ErrorTranslator(
                "Redis", thrown -> thrown instanceof IllegalStateException ? thrown.getMessage() : null);

        ErrorReply reply =
                errors.errorReply(new RuntimeException("connect", new IllegalStateException("LOADING not yet")));

        assertThat(reply).isNotNull();
        assertThat(reply.isTemporary()).isTrue();
    }

    @Test
    void closingAsideIsCompleteOnAnInterruptedThread() {
        Thread.currentThread().interrupt();
        boolean[] sawTheFlag = {true};
        ClientLifecycle.close(() -> sawTheFlag[0] = Thread.currentThread().isInterrupted(), Duration.ofSeconds(5));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sawTheFlag[0]).isFalse();
    }
}
