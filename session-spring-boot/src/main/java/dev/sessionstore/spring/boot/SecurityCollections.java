package dev.sessionstore.spring.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.type.CollectionType;

/**
 * Reads the lists and sets in which Spring Security keeps authorities. Jackson makes a deserializer for a collection of objects with
 * class names anew each time, which takes longer than all the rest of a login; these stay.
 */
final class SecurityCollections extends SimpleDeserializers {

    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, Function<List<Object>, Collection<Object>>> KINDS = Map.of(
            Collection.class,
            list -> list,
            List.class,
            list -> list,
            ArrayList.class,
            list -> list,
            Set.class,
            LinkedHashSet::new,
            Collections.unmodifiableList(new ArrayList<>()).getClass(),
            Collections::unmodifiableList,
            Collections.unmodifiableSet(Set.of()).getClass(),
            list -> Collections.unmodifiableSet(new LinkedHashSet<>(list)));

    @Override
    public @Nullable ValueDeserializer<?> findCollectionDeserializer(
            CollectionType type,
            DeserializationConfig config,
            BeanDescription.Supplier description,
            @Nullable TypeDeserializer elementType,
            @Nullable ValueDeserializer<?> element) {
        Function<List<Object>, Collection<Object>> kind = KINDS.get(type.getRawClass());
        return kind == null || elementType == null || element != null ? null : new Kept(elementType, kind);
    }

    /** Elements with their class names. */
    private static final class Kept extends ValueDeserializer<Collection<Object>> {

        private final TypeDeserializer elements;
        private final Function<List<Object>, Collection<Object>> kind;

        Kept(TypeDeserializer elements, Function<List<Object>, Collection<Object>> kind) {
            this.elements = elements;
            this.kind = kind;
        }

        @Override
        @SuppressWarnings("unchecked") // what Jackson makes of text where an array has to be
        public Collection<Object> deserialize(JsonParser json, DeserializationContext context) {
            if (!json.isExpectedStartArrayToken()) {
                return (Collection<Object>) context.handleUnexpectedToken(Collection.class, json);
            }
            List<Object> read = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                read.add(json.hasToken(JsonToken.VALUE_NULL) ? null : elements.deserializeTypedFromAny(json, context));
            }
            return kind.apply(read);
        }

        @Override
        public Object deserializeWithType(
                JsonParser json, DeserializationContext context, TypeDeserializer classNames) {
            return classNames.deserializeTypedFromArray(json, context);
        }

        @Override
        public boolean isCachable() {
            return true;
        }
    }
}
