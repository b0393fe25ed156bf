package dev.sessionstore.demo.backup;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How large the sessions of a store are, how long they still live, and which attributes take most. Shows names of attributes and no
 * values.
 *
 * @param bytes of each session's text in UTF-8, ascending
 * @param lives what is left of each session's life, ascending; those without end are not among them
 * @param endless how many sessions have no end
 * @param unreadable how many texts are no JSON object
 * @param attributes by name
 */
public record Sizes(
        List<Long> bytes, List<Duration> lives, long endless, long unreadable, Map<String, Attribute> attributes) {

    /** An attribute of all sessions: in how many it is, its bytes in them all, and in the one with most. */
    public record Attribute(long sessions, long bytes, long largest) {

        private Attribute plus(Attribute other) {
            return new Attribute(sessions + other.sessions, bytes + other.bytes, Math.max(largest, other.largest));
        }
    }

    private static final Duration CENTURY = Duration.ofDays(36_500);

    /**
     * Reads all sessions of a store.
     *
     * @param store one that lists its sessions
     * @param clock from when what is left of their lives is counted
     * @param progress is told after each session
     * @throws IllegalArgumentException when the store does not list its sessions
     */
    public static Sizes of(Store store, InstantSource clock, Progress progress) {
        Listing listing =
                store.listing().orElseThrow(() -> new IllegalArgumentException("the store does not list its sessions"));
        Reader reader = new Reader();
        long count = listing.count();
        listing.sids().distinct().forEach(sid -> {
            Optional<String> text = store.get(sid);
            Optional<Instant> expires = listing.expiresAt(sid);
            if (text.isPresent() && expires.isPresent()) {
                reader.read(
                        text.get(),
                        Duration.between(
                                clock.instant(),
                                min(expires.get(), clock.instant().plus(CENTURY))));
            }
            progress.at(reader.bytes.size(), Math.max(count, reader.bytes.size()));
        });
        return reader.result();
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static final class Reader {

        private final List<Long> bytes = new ArrayList<>();
        private final List<Duration> lives = new ArrayList<>();
        private final Map<String, Attribute> attributes = new HashMap<>();
        private long endless;
        private long unreadable;

        void read(String text, Duration left) {
            bytes.add(length(text));
            if (left.compareTo(CENTURY) >= 0) {
                endless++;
            } else {
                lives.add(left);
            }
            JsonNode session;
            try {
                session = JsonMapper.shared().readTree(text);
            } catch (JacksonException e) {
                unreadable++;
                return;
            }
            if (!session.isObject()) {
                unreadable++;
                return;
            }
            session.properties().forEach(member -> {
                long size = length(member.getValue().toString());
                attributes.merge(member.getKey(), new Attribute(1, size, size), Attribute::plus);
            });
        }

        private static long length(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }

        Sizes result() {
            Collections.sort(bytes);
            Collections.sort(lives);
            return new Sizes(List.copyOf(bytes), List.copyOf(lives), endless, unreadable, Map.copyOf(attributes));
        }
    }

    /** {@return the one of a sorted list below which a share of it is} */
    public static <T> Optional<T> percentile(List<T> sorted, double share) {
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))));
    }
}
