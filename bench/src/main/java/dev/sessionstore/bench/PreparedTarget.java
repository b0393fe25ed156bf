package dev.sessionstore.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that is connected and has its sessions. */
record PreparedTarget(
        TargetSpec spec, Target target, @Nullable String server, List<String> sessions) {

    PreparedTarget {
        sessions = List.copyOf(sessions);
    }

    String name() {
        return spec.name();
    }
}
