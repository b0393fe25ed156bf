package dev.sessionstore.session;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a generic type where a {@code Class} cannot: {@code new TypeToken<List<Item>>() {}}. Immutable.
 *
 * @param <T> the type that it names
 */
public abstract class TypeToken<T> {

    private final Type type;

    /**
     * For anonymous subclasses.
     *
     * @throws IllegalStateException when the subclass does not say what {@code T} is
     */
    protected TypeToken() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent
                && parent.getRawType() == TypeToken.class)) {
            throw new IllegalStateException("write new TypeToken<...>() {} with the type between the brackets");
        }
        this.type = parent.getActualTypeArguments()[0];
    }

    /** {@return the type} */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
