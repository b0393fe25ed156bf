package dev.sessionstore.demo.http;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.switching.StoreSwitch;
import dev.sessionstore.migration.Progress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The endpoints of the page {@code /stores}: list the stores, ping one, switch or move to another. */
final class StoresApi {

    private static final int MOST_PINGS_AT_ONCE = 4;
    private static final int PING_WAIT_SECONDS = 10;
    private static final int READS = 9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String STORE = "store";
    private static final String SESSIONS = "sessions";
    private static final int MOST_FILLED = 2_000;
    private static final Duration FILL_TIME = Duration.ofSeconds(5);
    private static final Duration FILLED_LIFETIME = Duration.ofMinutes(30);

    private final Semaphore pings = new Semaphore(MOST_PINGS_AT_ONCE);
    private final StoreSwitch stores;
    private final Offers offers;
    private final Guard guard;
    private final EventHub events;

    StoresApi(StoreSwitch stores, Offers offers, Guard guard, EventHub events) {
        this.stores = stores;
        this.offers = offers;
        this.guard = guard;
        this.events = events;
    }

    Map<String, Endpoint> endpoints() {
        return Map.of(
                "/api/stores", Endpoint.read(this::list),
                "/api/stores/ping", Endpoint.action(this::ping),
                "/api/stores/switch", Endpoint.action(this::switchStore),
                "/api/stores/move", Endpoint.action(this::move),
                "/api/stores/fill", Endpoint.action(this::fill));
    }

    private Map<String, @Nullable Object> list(HttpServletRequest request) {
        StoreSwitch.Situation now = stores.situation();
        List<@Nullable Object> list = new ArrayList<>();
        String inUse = "";
        for (Map.Entry<String, StoreSpec> offer : offers.byName(now.inUse()).entrySet()) {
            boolean used = offer.getValue().equals(now.inUse());
            inUse = used ? offer.getKey() : inUse;
            list.add(Json.object(
                    "name", offer.getKey(), "inUse", used, "open", stores.openedStore(offer.getValue()) != null));
        }
        return Json.object(
                "inUse",
                inUse,
                "moving",
                now.isMoving(),
                "move",
                now.move() == null ? null : toJson(now.move()),
                "mayAct",
                guard.mayAct(request),
                "stores",
                list);
    }

    private StoreSpec chosen(Inputs inputs) {
        return offers.named(inputs.only(STORE).text(STORE), stores.situation().inUse());
    }

    private static Map<String, @Nullable Object> toJson(StoreSwitch.Move move) {
        Progress progress = move.progress();
        return Json.object(
                "from", move.from().name(),
                "to", move.to().name(),
                "state", progress.state().name(),
                "total", progress.total(),
                "moved", progress.moved(),
                "refused", progress.refused(),
                "problem", progress.problem());
    }

    private Map<String, @Nullable Object> ping(Inputs inputs) {
        StoreSpec spec = chosen(inputs);
        if (!permitted()) {
            throw new IllegalStateException("Too many stores are being pinged; try again");
        }
        try {
            Store open = stores.openedStore(spec);
            if (open != null) {
                return pinged(open);
            }
            try (Store opened = Backends.open(spec)) {
                return pinged(opened);
            }
        } catch (StoreException | IllegalArgumentException e) {
            return Json.object("problem", e.getMessage());
        } finally {
            pings.release();
        }
    }

    /** Those beyond the bound wait. */
    private boolean permitted() {
        try {
            return pings.tryAcquire(PING_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The time of one read, the median of some after one that has warmed up what there is to warm up. */
    private static Map<String, @Nullable Object> pinged(Store store) {
        store.get("ping");
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long begin = System.nanoTime();
            store.get("ping");
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        double millis = nanos[READS / 2] / NANOS_PER_MILLI;
        List<String> abilities = new ArrayList<>();
        store.conditionalWrites().ifPresent(writes -> abilities.add("conditional writes"));
        store.listing().ifPresent(listing -> abilities.add("listing"));
        store.sweeping().ifPresent(sweeping -> abilities.add("sweeping"));
        store.owners().ifPresent(owners -> abilities.add("index of owners"));
        return Json.object(
                "millis",
                Math.round(millis * 1000) / 1000.0,
                SESSIONS,
                store.listing().map(Listing::count).orElse(null),
                "abilities",
                abilities,
                "guarantees",
                store.guarantees().stream().sorted().map(Guarantee::name).toList(),
                "resolutionMillis",
                store.resolution().toMillis());
    }

    private Map<String, @Nullable Object> switchStore(Inputs inputs) {
        StoreSpec spec = chosen(inputs);
        StoreSwitch.Left left = stores.switchTo(spec);
        publishStore("Switched", spec);
        return Json.object(
                "inUse", spec.name(),
                "sameSessions", left.shared(),
                "leftBehind", left.sessions().isPresent() ? left.sessions().getAsLong() : null);
    }

    private Map<String, @Nullable Object> move(Inputs inputs) {
        StoreSpec spec = chosen(inputs);
        stores.moveTo(spec);
        publishStore("Moving", spec);
        return Json.object("movingTo", spec.name());
    }

    /** Sessions as a login would make them, for something to move; as many as fit into the time. */
    private Map<String, @Nullable Object> fill(Inputs inputs) {
        long wanted = inputs.only(SESSIONS).whole(SESSIONS, 1, MOST_FILLED);
        Instant end = Instant.now().plus(FILL_TIME);
        Instant expires = Instant.now().plus(FILLED_LIFETIME);
        String data = "{\"cookie\":{\"originalMaxAge\":" + FILLED_LIFETIME.toMillis() + ",\"expires\":\""
                + expires.truncatedTo(ChronoUnit.MILLIS) + "\",\"httpOnly\":true,\"path\":\"/\"},\"madeUp\":true}";
        long added = 0;
        while (added < wanted && Instant.now().isBefore(end)) {
            stores.store().set(UUID.randomUUID().toString(), data, expires);
            added++;
        }
        return Json.object("added", added);
    }

    private void publishStore(String what, StoreSpec spec) {
        events.publish(Json.object("event", what, STORE, spec.name(), "at", System.currentTimeMillis()));
    }
}
