package dev.sessionstore.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A candidate that is connected and has its sessions. */
record PreparedTarget(
        Candidate candidate, Target contender, @Nullable String server, List<String> sessions) {

    PreparedTarget {
        sessions = List.copyOf(sessions);
    }

    String name() {
        return candidate.name();
    }
}
