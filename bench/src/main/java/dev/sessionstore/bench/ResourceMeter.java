package dev.sessionstore.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Adds up what the server and this process have used while it was running. */
final class ResourceMeter {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final AtomicLong allocated = new AtomicLong();
    private final AtomicInteger unpublished = new AtomicInteger();
    private Optional<ServerUse> begin = Optional.empty();
    private Optional<ServerUse> used = Optional.of(new ServerUse(0, 0, 0, 0));
    private long cpuBegin;
    private long cpuNanos;

    ResourceMeter(Target target) {
        this.target = target;
    }

    void start() {
        begin = target.serverUse();
        cpuBegin = PROCESS.getProcessCpuTime();
    }

    void stop() {
        cpuNanos += PROCESS.getProcessCpuTime() - cpuBegin;
        Optional<ServerUse> end = target.serverUse();
        used = used.flatMap(sum -> begin.flatMap(from -> end.map(to -> sum.plus(to.since(from)))));
    }

    /** Runs a thread's work and counts what it allocates. */
    void watch(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        long after = THREADS.getCurrentThreadAllocatedBytes();
        if (before < 0 || after < 0) {
            unpublished.incrementAndGet();
        } else {
            allocated.addAndGet(after - before);
        }
    }

    Cost perOperation(long operations) {
        return new Cost(
                share(used.map(ServerUse::commands), operations),
                share(used.map(ServerUse::bytesIn), operations),
                share(used.map(ServerUse::bytesOut), operations),
                share(used.map(ServerUse::cpuMicros), operations),
                share(Optional.of(cpuNanos / 1000), operations),
                unpublished.get() > 0 ? null : share(Optional.of(allocated.get()), operations));
    }

    private static @Nullable Double share(Optional<Long> total, long operations) {
        return operations == 0
                ? null
                : total.filter(value -> value >= 0)
                        .map(value -> (double) value / operations)
                        .orElse(null);
    }
}
