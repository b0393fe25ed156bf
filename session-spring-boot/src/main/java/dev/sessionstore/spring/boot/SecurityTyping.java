package dev.sessionstore.spring.boot;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

/**
 * Writes an object of Spring Security with its class name. The collections in it that Security's list does not allow, but which its
 * own logins contain, are written as what they are to everybody else: the claims of an OpenID token hold maps of the JSON library of
 * Nimbus and immutable lists of the JDK.
 */
final class SecurityTyping extends DefaultTypeResolverBuilder {

    private static final long serialVersionUID = 1L;

    private final transient PolymorphicTypeValidator validator;
    private final transient Predicate<String> allowed;

    /** @param allowed by the name of a class */
    SecurityTyping(PolymorphicTypeValidator validator, Predicate<String> allowed) {
        super(validator, DefaultTyping.NON_FINAL, JsonTypeInfo.As.PROPERTY);
        this.validator = validator;
        this.allowed = allowed;
    }

    private SecurityTyping(SecurityTyping typing, Class<?> defaultImpl) {
        super(typing, defaultImpl);
        this.validator = typing.validator;
        this.allowed = typing.allowed;
    }

    @Override
    public SecurityTyping withDefaultImpl(Class<?> defaultImpl) {
        return new SecurityTyping(this, defaultImpl);
    }

    @Override
    protected TypeIdResolver idResolver(
            DatabindContext context,
            JavaType baseType,
            PolymorphicTypeValidator subtypeValidator,
            Collection<NamedType> subtypes,
            boolean forSerialization,
            boolean forDeserialization) {
        return new ClassNames(baseType, subtypes, subtypeValidator, allowed);
    }

    /** The name of a class, or of one that has the same JSON. */
    private static final class ClassNames extends ClassNameIdResolver {

        private static final long serialVersionUID = 1L;

        private final transient Predicate<String> allowed;

        ClassNames(
                JavaType baseType,
                Collection<NamedType> subtypes,
                PolymorphicTypeValidator validator,
                Predicate<String> allowed) {
            super(baseType, subtypes, validator);
            this.allowed = allowed;
        }

        @Override
        protected String _idFrom(DatabindContext context, Object value, Class<?> type) {
            return super._idFrom(context, value, isReplaced(type) ? plain(type) : type);
        }

        private boolean isReplaced(Class<?> type) {
            boolean known =
                    type.getName().startsWith("java.util.") || type.getName().startsWith("com.nimbusds.");
            boolean collection = Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
            return known && collection && !allowed.test(type.getName());
        }

        private static Class<?> plain(Class<?> type) {
            if (Map.class.isAssignableFrom(type)) {
                return LinkedHashMap.class;
            }
            return Set.class.isAssignableFrom(type) ? LinkedHashSet.class : ArrayList.class;
        }
    }
}
