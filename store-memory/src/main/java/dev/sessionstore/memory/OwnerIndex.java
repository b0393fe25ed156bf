package dev.sessionstore.memory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions there are: for each owner the entries in the order in which they were first bound, and all entries in the order
 * of their end, for the sweeper. Both change together inside {@link ConcurrentHashMap#compute}, which lets one thread at a time
 * work on an owner.
 */
final class OwnerIndex {

    /** How long an entry without a session stays: its session may be about to be written. */
    static final long PENDING_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** Ended entries that a bind removes, of any owner, so that a store that is never swept does not grow for ever. */
    private static final int REMOVED_BY_BIND = 2;

    final ConcurrentHashMap<String, LinkedHashMap<String, Binding>> owners = new ConcurrentHashMap<>();
    final ConcurrentSkipListSet<Binding> queue = new ConcurrentSkipListSet<>();
    private final InstantSource clock;

    OwnerIndex(InstantSource clock) {
        this.clock = clock;
    }

    void bind(String sid, String owner, long until) {
        prune(REMOVED_BY_BIND);
        owners.compute(owner, (key, bindings) -> {
            long now = clock.millis();
            if (until <= now) {
                return bindings;
            }
            LinkedHashMap<String, Binding> changed = bindings == null ? new LinkedHashMap<>() : bindings;
            Binding old = changed.get(sid);
            if (old != null && old.hasEnded(now)) {
                remove(changed, old);
                old = null;
            }
            Binding binding = new Binding(owner, sid, old == null ? until : Math.max(old.until(), until), now);
            if (old != null) {
                queue.remove(old);
            }
            changed.put(sid, binding);
            queue.add(binding);
            return changed;
        });
    }

    boolean unbind(String sid, String owner) {
        boolean[] removed = new boolean[1];
        owners.computeIfPresent(owner, (key, bindings) -> {
            Binding binding = bindings.get(sid);
            if (binding != null) {
                removed[0] = !binding.hasEnded(clock.millis());
                remove(bindings, binding);
            }
            return orNull(bindings);
        });
        return removed[0];
    }

    /** {@return the sids of the entries that have not ended, those without a session included} */
    List<String> sids(String owner) {
        List<String> sids = new ArrayList<>();
        owners.computeIfPresent(owner, (key, bindings) -> {
            long now = clock.millis();
            bindings.values().stream()
                    .filter(b -> !b.hasEnded(now))
                    .map(Binding::sid)
                    .forEach(sids::add);
            return bindings;
        });
        return sids;
    }

    /** {@return when an entry was bound, at the earliest, whose session may now be about to be written} */
    long pendingSince() {
        return clock.millis() - PENDING_MILLIS + 1;
    }

    /**
     * Removes an entry whose session is not live, unless it may be about to be written.
     *
     * @param pending {@link #pendingSince} before it was found that the session is not live
     */
    void removeDead(String sid, String owner, long pending, Predicate<String> live) {
        owners.computeIfPresent(owner, (key, bindings) -> {
            Binding binding = bindings.get(sid);
            if (binding != null && binding.boundAt() < pending && !live.test(sid)) {
                remove(bindings, binding);
            }
            return orNull(bindings);
        });
    }

    /** Removes entries that have ended, those that ended first at first. */
    void prune(int atMost) {
        int removed = 0;
        for (Binding binding : queue) {
            if (removed == atMost || !binding.hasEnded(clock.millis())) {
                break;
            }
            owners.computeIfPresent(binding.owner(), (key, bindings) -> {
                if (bindings.get(binding.sid()) == binding) {
                    remove(bindings, binding);
                }
                return orNull(bindings);
            });
            removed++;
        }
    }

    void clear() {
        for (String owner : owners.keySet()) {
            owners.computeIfPresent(owner, (key, bindings) -> {
                queue.removeAll(bindings.values());
                return null;
            });
        }
    }

    private void remove(LinkedHashMap<String, Binding> bindings, Binding binding) {
        bindings.remove(binding.sid());
        queue.remove(binding);
    }

    private static @Nullable LinkedHashMap<String, Binding> orNull(LinkedHashMap<String, Binding> bindings) {
        return bindings.isEmpty() ? null : bindings;
    }

    /**
     * An entry.
     *
     * @param owner whose session
     * @param sid the session's id
     * @param until the first millisecond at which the entry has ended
     * @param boundAt when it was bound last
     */
    record Binding(String owner, String sid, long until, long boundAt) implements Comparable<Binding> {

        boolean hasEnded(long now) {
            return until <= now;
        }

        @Override
        public int compareTo(Binding other) {
            int byTime = Long.compare(until, other.until);
            int byOwner = byTime != 0 ? byTime : owner.compareTo(other.owner);
            return byOwner != 0 ? byOwner : sid.compareTo(other.sid);
        }
    }
}
