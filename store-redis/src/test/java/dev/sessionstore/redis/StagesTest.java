package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StagesTest {

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();
    private final AtomicInteger begun = new AtomicInteger();

    private CompletionStage<String> second() {
        begun.incrementAndGet();
        return second;
    }

    @Test
    void cancelReachesTheFirstStage() {
        Stages.compose(first, value -> second()).toCompletableFuture().cancel(true);

        assertThat(first).isCancelled();
        assertThat(begun).hasValue(0);
    }

    @Test
    void cancelReachesTheSecondStage() {
        CompletionStage<String> result = Stages.compose(first, value -> second());
        first.complete("connected");
        result.toCompletableFuture().cancel(true);

        assertThat(second).isCancelled();
    }

    @Test
    void cancelReachesWhatIsMappedAndAllOfSeveral() {
        Stages.map(first, String::length).toCompletableFuture().cancel(true);
        Stages.all(List.of(second)).toCompletableFuture().cancel(true);

        assertThat(first).isCancelled();
        assertThat(second).isCancelled();
    }

    /** A stage that ignores its cancellation may still end later. */
    @Test
    void nothingIsBegunAfterCancel() {
        CompletionStage<String> composed = Stages.compose(first.thenApply(value -> value), value -> second());
        CompletionStage<String> recovered = Stages.recover(first.thenApply(value -> value), thrown -> second());
        composed.toCompletableFuture().cancel(true);
        recovered.toCompletableFuture().cancel(true);
        first.completeExceptionally(new IllegalStateException("NOSCRIPT"));

        assertThat(begun).hasValue(0);
    }

    @Test
    void valuesAndFailuresPass() {
        CompletionStage<String> composed = Stages.compose(first, value -> second());
        CompletionStage<String> recovered = Stages.recover(composed, thrown -> CompletableFuture.completedStage("b"));
        first.complete("a");
        second.completeExceptionally(new IllegalStateException("x"));

        assertThat(composed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(recovered.toCompletableFuture()).isCompletedWithValue("b");
        assertThat(Stages.map(first, String::length).toCompletableFuture()).isCompletedWithValue(1);
    }
}
