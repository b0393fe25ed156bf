package dev.sessionstore.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs work that mostly waits on several threads at once. */
final class SideBySide {

    private static final int THREADS = 5;

    private SideBySide() {}

    /** The result for each input, in the order of the inputs, when all are done. */
    static <K, V> Map<K, V> map(List<K> inputs, Function<K, V> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Map<K, Future<V>> running = new LinkedHashMap<>();
            inputs.forEach(input -> running.put(input, threads.submit(() -> work.apply(input))));
            Map<K, V> results = new LinkedHashMap<>();
            for (Map.Entry<K, Future<V>> each : running.entrySet()) {
                results.put(each.getKey(), each.getValue().get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
