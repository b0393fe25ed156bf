package dev.sessionstore.servlet;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.ClassNameIdResolver;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;

/** Which declarations do not say what class their values are of, and what name is written then. */
final class ClassNameTyping extends DefaultTypeResolverBuilder {

    private static final long serialVersionUID = 1L;

    private final transient Predicate<Class<?>> open;

    /** @param open whether values of this class, which is not final, may be of a class below it */
    ClassNameTyping(PolymorphicTypeValidator validator, Predicate<Class<?>> open) {
        super(validator, DefaultTyping.NON_FINAL, JsonTypeInfo.As.PROPERTY);
        this.open = open;
    }

    @Override
    public boolean useForType(JavaType type) {
        if (type.isJavaLangObject()) {
            return true;
        }
        if (type.isContainerType() || type.isReferenceType() || type.isPrimitive() || type.isEnumType()) {
            return false;
        }
        return type.isAbstract() || !type.isFinal() && open.test(type.getRawClass());
    }

    @Override
    protected TypeIdResolver idResolver(
            DatabindContext context,
            JavaType baseType,
            PolymorphicTypeValidator validator,
            Collection<NamedType> subtypes,
            boolean forSerialization,
            boolean forDeserialization) {
        return new Names(baseType, subtypes, validator);
    }

    /** The JDK's unmodifiable collections have classes that nobody can make; their elements come back in usual ones. */
    private static final class Names extends ClassNameIdResolver {

        private static final long serialVersionUID = 1L;

        Names(JavaType baseType, Collection<NamedType> subtypes, PolymorphicTypeValidator validator) {
            super(baseType, subtypes, validator);
        }

        @Override
        protected String _idFrom(DatabindContext context, Object value, Class<?> type) {
            if (!type.getName().startsWith("java.util.ImmutableCollections$")) {
                return super._idFrom(context, value, type);
            }
            if (value instanceof List<?>) {
                return ArrayList.class.getName();
            }
            return value instanceof Set<?>
                    ? LinkedHashSet.class.getName()
                    : value instanceof Map<?, ?> ? LinkedHashMap.class.getName() : super._idFrom(context, value, type);
        }
    }
}
