package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An object that the application holds for an attribute, and may change in place: noticed when its own JSON is another. */
final class TrackedValue {

    final Object value;

    /** What it was read as; null for an object that was put. */
    private final @Nullable Type type;

    private String ownJson;

    /** The attribute's JSON that this object stands for. */
    private String attributeJson;

    private TrackedValue(@Nullable Type type, Object value, String ownJson, String attributeJson) {
        this.type = type;
        this.value = value;
        this.ownJson = ownJson;
        this.attributeJson = attributeJson;
    }

    static TrackedValue read(Type type, Object value, String ownJson, String attributeJson) {
        return new TrackedValue(type, value, ownJson, attributeJson);
    }

    static TrackedValue put(Object value, String json) {
        return new TrackedValue(null, value, json, json);
    }

    static boolean canChange(Object value) {
        return !(value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof TemporalAccessor
                || value instanceof UUID);
    }

    boolean standsFor(String json, Type requested) {
        if (!attributeJson.equals(json)) {
            return false;
        }
        return type != null ? type.equals(requested) : requested instanceof Class<?> wanted && wanted.isInstance(value);
    }

    /** {@return whether the object was changed since the last call} Then it stands for the attribute from now on. */
    boolean captureChange(Codec codec, String name) {
        String now = codec.write(name, value);
        if (now.equals(ownJson)) {
            return false;
        }
        ownJson = now;
        attributeJson = now;
        return true;
    }

    String ownJson() {
        return ownJson;
    }
}
