package dev.sessionstore.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The threads that do the work. */
final class WorkerThreads {

    /** JDK 21 has this method and JDK 17, which this is compiled for, has not. */
    private static final Optional<MethodHandle> VIRTUAL = virtual();

    private WorkerThreads() {}

    static boolean virtualAreThere() {
        return VIRTUAL.isPresent();
    }

    static ExecutorService of(int count, boolean virtual) {
        if (virtual) {
            try {
                return (ExecutorService) VIRTUAL.orElseThrow().invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("No virtual threads", e);
            }
        }
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, "bench");
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(count, threads);
    }

    private static Optional<MethodHandle> virtual() {
        try {
            return Optional.of(MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class)));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Executors.newVirtualThreadPerTaskExecutor is public", e);
        }
    }
}
