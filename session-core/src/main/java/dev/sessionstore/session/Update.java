package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change of an attribute that can be applied again to another value. */
record Update<T>(Codec codec, String name, Type type, Function<Optional<T>, T> change) {

    String applyTo(@Nullable String json) {
        return codec.write(name, apply(json == null ? Optional.empty() : read(json)));
    }

    @SuppressWarnings("unchecked") // what the codec reads for the type is a T
    Optional<T> read(String json) {
        return Optional.ofNullable((T) codec.read(name, json, type));
    }

    T apply(Optional<T> before) {
        return Objects.requireNonNull(change.apply(before), () -> "update of attribute '" + name + "' gave null");
    }
}
