package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attribute: its JSON as stored and now, the objects that the application holds for it, and how it was changed. */
final class Attribute {

    private final Codec codec;
    private final String name;
    private @Nullable Member stored;

    /** Null: as stored. */
    private @Nullable String json;

    private boolean moved;

    /** Put or changed in place, so that its value does not depend on what is stored. */
    private boolean replaced;

    private List<Update<?>> updates = List.of();
    private List<TrackedValue> readings = List.of();

    /** As loaded. */
    Attribute(Codec codec, Member stored) {
        this.codec = codec;
        this.name = stored.name();
        this.stored = stored;
    }

    private Attribute(Codec codec, String name, boolean removed) {
        this.codec = codec;
        this.name = name;
        this.json = "null";
        this.moved = true;
        this.replaced = removed;
    }

    /**
     * Not there before, or removed and put again, which moves it to the end.
     *
     * @param removed whether this request removed it, so that its new value does not depend on what is stored
     */
    static Attribute added(Codec codec, String name, boolean removed) {
        return new Attribute(codec, name, removed);
    }

    boolean isStored() {
        return stored != null;
    }

    String json() {
        return json != null ? json : Objects.requireNonNull(stored).value();
    }

    /**
     * {@return where it stands in the stored text as it is to be written again; null when it does not} After {@link
     * #captureChange}.
     */
    @Nullable
    Member unchanged() {
        return json == null && stored != null && stored.isCompact() ? stored : null;
    }

    /** {@return whether it differs from what is stored} Captures a change in an object that the application holds. */
    boolean captureChange() {
        for (TrackedValue reading : readings) {
            if (reading.captureChange(codec, name)) {
                replace(reading.ownJson());
            }
        }
        if (json != null && stored != null && !moved && means(stored.value(), json)) {
            json = null;
        }
        return json != null;
    }

    private static boolean means(String stored, String json) {
        return json.equals(stored)
                || (!JsNumber.isShortWholeNumber(stored) && json.equals(JsonScanner.canonical(stored)));
    }

    @Nullable
    Object get(Type type) {
        boolean single = readings.size() == 1;
        if (single && readings.get(0).standsFor(json(), type)) {
            return readings.get(0).value;
        }
        captureChange();
        String json = json();
        for (TrackedValue reading : readings) {
            if (reading.standsFor(json, type)) {
                return reading.value;
            }
        }
        Object value = codec.read(name, json, type);
        if (value != null && TrackedValue.canChange(value)) {
            readings = with(readings, TrackedValue.read(type, value, codec.write(name, value), json));
        }
        return value;
    }

    void put(@Nullable Object value) {
        String text = codec.write(name, value);
        codec.requireComesBack(name, value, text);
        replace(text);
        watchOnly(value == null ? null : TrackedValue.put(value, text));
    }

    void putJson(String canonical) {
        replace(canonical);
        watchOnly(null);
    }

    /** Works on a copy, so a change that fails half-way leaves no trace. */
    <T> T update(Type type, Function<Optional<T>, T> change, boolean exists) {
        captureChange();
        Update<T> update = new Update<>(codec, name, type, change);
        T after = update.apply(exists ? update.read(json()) : Optional.empty());
        String text = codec.write(name, after);
        codec.requireComesBack(name, after, type, text);
        if (!replaced) {
            updates = with(updates, update);
        }
        json = text;
        watchOnly(TrackedValue.put(after, text));
        return after;
    }

    /** {@return the JSON that this request's changes make of what another one stored meanwhile} Changes nothing. */
    String updated(@Nullable Attribute theirs) {
        if (updates.isEmpty()) {
            return json();
        }
        String text = theirs == null ? null : theirs.json();
        for (Update<?> update : updates) {
            text = update.applyTo(text);
        }
        return Objects.requireNonNull(text);
    }

    /**
     * Another request stored something else meanwhile.
     *
     * @param updated what this request's changes make of it
     */
    void rebase(@Nullable Attribute theirs, String updated) {
        json = updated;
        stored = theirs == null ? null : theirs.stored;
        moved = moved || theirs == null;
    }

    /** Another request changed what this one did not. */
    void take(Attribute theirs) {
        stored = theirs.stored;
        json = null;
    }

    void markSaved() {
        if (json != null) {
            stored = Member.alone(name, json);
            json = null;
        }
        moved = false;
        replaced = false;
        updates = List.of();
    }

    private void replace(String text) {
        json = text;
        replaced = true;
        updates = List.of();
    }

    private static <T> List<T> with(List<T> list, T more) {
        if (list.isEmpty()) {
            return List.of(more);
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** Objects of an earlier value are the application's alone. */
    private void watchOnly(@Nullable TrackedValue reading) {
        readings = reading == null || !TrackedValue.canChange(reading.value) ? List.of() : List.of(reading);
    }
}
