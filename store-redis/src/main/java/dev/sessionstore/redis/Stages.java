package dev.sessionstore.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Derives stages from others and passes cancellation on to them. {@link CompletableFuture} does not, so a command that waits
 * for another stage would be sent after its call has ended.
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

    /** As {@code first.thenCompose(next)}. Nothing starts after the result was cancelled. */
    public static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> compose(
            CompletionStage<T> first, Function<? super T, ? extends CompletionStage<R>> next) {
        return handle(
                first, (value, thrown) -> thrown == null ? next.apply(value) : CompletableFuture.failedStage(thrown));
    }

    /** As {@code first.exceptionallyCompose(next)}. Nothing starts after the result was cancelled. */
    public static <T extends @Nullable Object> CompletionStage<T> recover(
            CompletionStage<T> first, Function<Throwable, ? extends CompletionStage<T>> next) {
        return handle(first, (value, thrown) -> thrown == null ? first : next.apply(thrown));
    }

    /** As {@link CompletableFuture#allOf}, with the values in the order of the stages. */
    public static <T> CompletionStage<List<T>> all(List<? extends CompletionStage<T>> stages) {
        List<CompletableFuture<T>> futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        CompletableFuture<List<T>> result = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        ended -> futures.stream().map(CompletableFuture::join).toList());
        stages.forEach(stage -> cancelTogether(result, stage));
        return result;
    }

    private static <T extends @Nullable Object, R extends @Nullable Object> CompletionStage<R> handle(
            CompletionStage<T> first, BiFunction<T, @Nullable Throwable, CompletionStage<R>> next) {
        CompletableFuture<R> result = new CompletableFuture<>();
        cancelTogether(result, first);
        first.whenComplete((value, thrown) -> {
            if (!result.isDone()) {
                completeWith(result, () -> next.apply(value, thrown));
            }
        });
        return result;
    }

    private static <R extends @Nullable Object> void completeWith(
            CompletableFuture<R> result, Supplier<CompletionStage<R>> next) {
        CompletionStage<R> second;
        try {
            second = next.get();
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
}
