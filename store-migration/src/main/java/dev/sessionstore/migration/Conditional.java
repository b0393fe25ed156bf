package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.time.InstantSource;

/** Create and replace while sessions change sides. */
final class Conditional {

    private final Store to;
    private final ConditionalWrites toWrites;
    private final Handover handover;
    private final InstantSource clock;

    Conditional(Store to, ConditionalWrites toWrites, Handover handover, InstantSource clock) {
        this.to = to;
        this.toWrites = toWrites;
        this.handover = handover;
        this.clock = clock;
    }

    boolean create(String sid, String data, Instant expiresAt, Deadline deadline) {
        handover.settle(sid, deadline);
        if (!expiresAt.isAfter(clock.instant())) {
            return handover.read(sid, deadline).isEmpty();
        }
        deadline.check();
        while (!toWrites.create(sid, data, expiresAt)) {
            if (handover.read(sid, deadline).isPresent()) {
                return false;
            }
            deadline.check();
            if (toWrites.replace(sid, Handover.GRAVESTONE, data, expiresAt) == WriteOutcome.WRITTEN) {
                return true;
            }
            deadline.check();
        }
        return true;
    }

    WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt, Deadline deadline) {
        handover.settle(sid, deadline);
        deadline.check();
        WriteOutcome outcome = expiresAt.isAfter(clock.instant())
                ? toWrites.replace(sid, expectedData, data, expiresAt)
                : toWrites.replace(sid, expectedData, Handover.GRAVESTONE, handover.graveExpiry());
        if (outcome != WriteOutcome.CHANGED) {
            return outcome;
        }
        deadline.check();
        return to.get(sid).filter(Handover::isGravestone).isPresent() ? WriteOutcome.GONE : outcome;
    }
}
