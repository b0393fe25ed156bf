package dev.sessionstore.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Virtual threads where the JDK has them. Found by reflection, since the suite is made for JDK 17. */
final class VirtualThreads {

    private static final Optional<Method> START = Arrays.stream(Thread.class.getMethods())
            .filter(method -> method.getName().equals("startVirtualThread"))
            .findFirst();

    private VirtualThreads() {}

    static boolean exist() {
        return START.isPresent();
    }

    static void start(Runnable work) throws ReflectiveOperationException {
        START.orElseThrow().invoke(null, work);
    }
}
