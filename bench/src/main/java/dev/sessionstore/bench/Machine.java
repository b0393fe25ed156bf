package dev.sessionstore.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run took place.
 *
 * @param cores that the JVM may use
 * @param cpu the processor's name, or null where the system does not show it in {@code /proc/cpuinfo}
 * @param memoryBytes of the machine, or of its container
 * @param os name, version and architecture
 * @param jdk vendor and version
 * @param heapBytes the most that the JVM may use
 */
public record Machine(int cores, @Nullable String cpu, long memoryBytes, String os, String jdk, long heapBytes) {

    static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuName(Path.of("/proc/cpuinfo")),
                system.getTotalMemorySize(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vendor") + " " + property("java.runtime.version"),
                Runtime.getRuntime().maxMemory());
    }

    private static @Nullable String cpuName(Path cpuInfo) {
        if (!Files.isReadable(cpuInfo)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null; // a name is all that is lost
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
