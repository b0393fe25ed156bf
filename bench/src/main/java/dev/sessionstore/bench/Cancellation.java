package dev.sessionstore.bench;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a run has been cancelled, and the window to close then. Thread-safe. */
final class Cancellation {

    private final AtomicReference<@Nullable Window> current = new AtomicReference<>();
    private volatile boolean happened;

    boolean happened() {
        return happened;
    }

    void now() {
        happened = true;
        Window window = current.get();
        if (window != null) {
            window.close();
        }
    }

    /** From now on this is the window to close. */
    void watch(Window window) {
        current.set(window);
        if (happened) {
            window.close();
        }
    }
}
