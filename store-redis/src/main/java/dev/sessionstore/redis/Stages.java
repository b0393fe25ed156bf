package dev.sessionstore.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stages made of others, whose cancellation reaches those: the stages of {@link CompletableFuture} keep it to themselves, and
 * a command that waits behind one would be sent after its call has ended.
 */
public final class Stages {

    private Stages() {}

    /** As {@code first.thenApply(mapping)}. */
    public static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> map(
            CompletionStage<T> first, Function<? super T, ? extends R> mapping) {
        CompletableFuture<R> result = first.<R>thenApply(mapping).toCompletableFuture();
        cancelTogether(result, first);
        return result;
    }

    /** As {@code first.thenCompose(next)}. Nothing is begun after the result was cancelled. */
    public static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> compose(
            CompletionStage<T> first, Function<? super T, ? extends CompletionStage<R>> next) {
        return handle(
                first, (value, thrown) -> thrown == null ? next.apply(value) : CompletableFuture.failedStage(thrown));
    }

    /** As {@code first.exceptionallyCompose(next)}. Nothing is begun after the result was cancelled. */
    public static <T extends @Nullable Object> CompletionStage<T> recover(
            CompletionStage<T> first, Function<Throwable, ? extends CompletionStage<T>> next) {
        return handle(first, (value, thrown) -> thrown == null ? first : next.apply(thrown));
    }

    /** As {@link CompletableFuture#allOf}. */
    public static CompletionStage<@Nullable Void> all(List<? extends CompletionStage<?>> stages) {
        CompletableFuture<@Nullable Void> result = CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
        stages.forEach(stage -> cancelTogether(result, stage));
        return result;
    }

    private static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> handle(
            CompletionStage<T> first, BiFunction<T, @Nullable Throwable, CompletionStage<R>> next) {
        CompletableFuture<R> result = new CompletableFuture<>();
        cancelTogether(result, first);
        first.whenComplete((value, thrown) -> {
            if (!result.isDone()) {
                follow(result, () -> next.apply(value, thrown));
            }
        });
        return result;
    }

    private static <R extends @Nullable Object> void follow(CompletableFuture<R> result, Begin<R> begin) {
        CompletionStage<R> second;
        try {
            second = begin.now();
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            return;
        }
        cancelTogether(result, second);
        second.whenComplete((value, thrown) -> {
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(thrown);
            }
        });
    }

    private static void cancelTogether(CompletableFuture<?> result, CompletionStage<?> cause) {
        result.whenComplete((value, thrown) -> {
            if (result.isCancelled()) {
                cause.toCompletableFuture().cancel(true);
            }
        });
    }

    private interface Begin<R extends @Nullable Object> {
        CompletionStage<R> now();
    }
}
