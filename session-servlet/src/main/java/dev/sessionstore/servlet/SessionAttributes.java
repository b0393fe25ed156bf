package dev.sessionstore.servlet;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.TypeToken;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session as its {@code HttpSession} shows them: in the types and forms that are registered with {@link
 * SessionFilter.Builder}. {@link SessionFilter#attributes} gives them for a session outside of a request. Not thread-safe.
 */
public final class SessionAttributes {

    /** A codec's JSON object begins so when it is recognized by itself; other text is put into the member. */
    private static final String CLASS = "{\"@class\":";

    private static final String VALUE = "{\"@value\":";

    private final Session session;
    private final AttributeTypes types;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Object> ofThisRequest = new HashMap<>();

    SessionAttributes(Session session, AttributeTypes types) {
        this.session = session;
        this.types = types;
    }

    /**
     * An object that the application holds.
     *
     * @param stored the attribute's JSON that it stands for
     * @param own what its codec wrote for it; null for an object that was read
     */
    private record Held(
            Object value,
            AttributeCodec codec,
            String stored,
            @Nullable String own) {}

    /** {@return the names of the attributes} A copy. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(session.names());
        names.addAll(ofThisRequest.keySet());
        return names;
    }

    /**
     * Reads an attribute. Gives the same object again until the attribute is put; {@link #putChanged} stores what is changed in it.
     *
     * @return the value; null when there is none
     * @throws RuntimeException when what is stored does not fit the type or form
     */
    public @Nullable Object get(String name) {
        if (types.requestOnly().test(name)) {
            return ofThisRequest.get(name);
        }
        String json = session.getJson(name).orElse("null");
        AttributeCodec codec = json.equals("null") ? null : codecOf(name, json);
        return codec == null ? readByType(name) : readBy(codec, name, json);
    }

    private @Nullable AttributeCodec codecOf(String name, String json) {
        if (types.registered().containsKey(name)) {
            return null;
        }
        AttributeCodec codec = types.codec(name);
        return codec == null && (json.startsWith(CLASS) || json.startsWith(VALUE)) ? types.otherwise() : codec;
    }

    private Object readBy(AttributeCodec codec, String name, String json) {
        Held before = held.get(name);
        if (before != null && before.stored.equals(json)) {
            return before.value;
        }
        Object value = codec.read(unwrapped(name, json));
        held.put(name, new Held(value, codec, json, null));
        return value;
    }

    private @Nullable Object readByType(String name) {
        Object type = types.registered().get(name);
        Optional<?> value;
        if (type instanceof TypeToken<?> token) {
            value = session.get(name, token);
        } else if (type instanceof Class<?> clazz) {
            value = session.get(name, clazz);
        } else {
            value = session.get(name, Object.class);
        }
        Object found = value.orElse(null);
        return found instanceof BigInteger number ? (Object) number.doubleValue() : found;
    }

    /** What {@link #get} gives; plain JSON where that does not fit its type or form (any more). */
    @Nullable
    Object readLeniently(String name) {
        try {
            return get(name);
        } catch (RuntimeException e) {
            return session.get(name, Object.class).orElse(null);
        }
    }

    /**
     * Puts a value, or refuses it and leaves the old one, if it would not come back as it was put.
     *
     * @throws IllegalArgumentException that says what to do
     */
    public void put(String name, Object value) {
        if (types.requestOnly().test(name)) {
            ofThisRequest.put(name, value);
            return;
        }
        if (types.registered().containsKey(name)) {
            types.check(name, value);
            putByType(name, value);
            return;
        }
        AttributeCodec codec = types.codec(name);
        if (codec == null && types.otherwise() != null && PlainValues.hasObjects(value, 0)) {
            codec = types.otherwise();
        }
        if (codec != null) {
            putBy(codec, name, value);
        } else {
            types.check(name, value);
            requireNoMark(name, value);
            session.put(name, value);
        }
    }

    private void requireNoMark(String name, Object value) {
        if (types.otherwise() != null
                && value instanceof Map<?, ?> map
                && (map.containsKey("@class") || map.containsKey("@value"))) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' has a key @class or @value, which marks objects of classes");
        }
    }

    /** Reads what would be stored once, so that a class that can be written but not read is refused here and not later. */
    private void putByType(String name, Object value) {
        Optional<String> before = session.getJson(name);
        try {
            session.put(name, value);
            session.putJson(name, session.getJson(name).orElseThrow());
            readByType(name);
        } catch (SessionAttributeException e) {
            before.ifPresentOrElse(json -> session.putJson(name, json), () -> session.remove(name));
            throw new IllegalArgumentException(
                    "attribute '" + name + "' could not be read back: give "
                            + value.getClass().getName()
                            + " a form that Jackson can read, a record or a constructor without parameters for example",
                    e);
        }
        session.put(name, value);
    }

    private void putBy(AttributeCodec codec, String name, Object value) {
        String own;
        try {
            own = codec.write(value);
            requireComesBack(codec, value, own);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' of " + value.getClass().getName() + " cannot be kept: " + e.getMessage(),
                    e);
        }
        session.putJson(name, wrapped(name, own));
        held.put(name, new Held(value, codec, session.getJson(name).orElseThrow(), own));
    }

    /** A property that is computed anew each time cannot be compared, nor can the order in which a set is written. */
    private static void requireComesBack(AttributeCodec codec, Object value, String own) {
        String again = codec.write(codec.read(own));
        if (!again.equals(own)
                && !UnorderedJson.of(again).equals(UnorderedJson.of(own))
                && UnorderedJson.of(codec.write(value)).equals(UnorderedJson.of(own))) {
            throw new IllegalArgumentException("read and written again, its JSON is another");
        }
    }

    /** Removes an attribute, if there is one. */
    public void remove(String name) {
        if (ofThisRequest.remove(name) == null) {
            held.remove(name);
            session.remove(name);
        }
    }

    /** Puts the JSON of objects that were changed in place. To be called before the session is saved. */
    public void putChanged() {
        if (held.isEmpty() || hasEnded()) {
            return;
        }
        held.entrySet().removeIf(entry -> isReplaced(entry.getKey(), entry.getValue()));
        held.replaceAll(this::current);
    }

    private boolean hasEnded() {
        try {
            session.names();
            return false;
        } catch (IllegalStateException e) {
            return true; // destroyed or unset past this object
        }
    }

    /** Somebody has put or removed the attribute past this object. */
    private boolean isReplaced(String name, Held known) {
        return !session.getJson(name).equals(Optional.of(known.stored));
    }

    private Held current(String name, Held known) {
        String now = known.codec.write(known.value);
        if (now.equals(known.own) || wrapped(name, now).equals(known.stored)) {
            return known;
        }
        // What another version of the application or Node wrote may look different and mean the same.
        if (known.own == null && now.equals(known.codec.write(known.codec.read(unwrapped(name, known.stored))))) {
            return new Held(known.value, known.codec, known.stored, now);
        }
        session.putJson(name, wrapped(name, now));
        return new Held(known.value, known.codec, session.getJson(name).orElseThrow(), now);
    }

    /** Under a name with a form of its own the text is the codec's. */
    private String wrapped(String name, String json) {
        return types.codec(name) != null || json.startsWith(CLASS) ? json : VALUE + json + "}";
    }

    private String unwrapped(String name, String json) {
        return types.codec(name) == null && json.startsWith(VALUE)
                ? json.substring(VALUE.length(), json.length() - 1)
                : json;
    }
}
