package dev.sessionstore.servlet;

import java.util.function.Predicate;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Refuses every class name in a JSON text that is not on an allowlist. The parameters of a generic name and the elements of an
 * array are checked as well, which Jackson's own validator leaves out. Immutable.
 */
public final class AllowedClasses extends PolymorphicTypeValidator {

    private static final long serialVersionUID = 1L;

    private final transient Predicate<String> allowed;

    /**
     * Allows classes by name.
     *
     * @param allowed whether an object of the class of this name may be made; called by many threads
     */
    public AllowedClasses(Predicate<String> allowed) {
        this.allowed = allowed;
    }

    /** Nothing is allowed because of the type that it is read as. */
    @Override
    public Validity validateBaseType(DatabindContext context, JavaType baseType) {
        return Validity.INDETERMINATE;
    }

    /** A class that is not allowed is not even loaded. */
    @Override
    public Validity validateSubClassName(DatabindContext context, JavaType baseType, String subClassName) {
        return subClassName.startsWith("[") || allowed.test(subClassName) ? Validity.INDETERMINATE : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(DatabindContext context, JavaType baseType, JavaType subType) {
        return isAllowed(subType, baseType) ? Validity.ALLOWED : Validity.DENIED;
    }

    private boolean isAllowed(JavaType type, JavaType declared) {
        if (type.isArrayType()) {
            return isAllowed(type.getContentType(), declared);
        }
        for (int i = 0; i < type.containedTypeCount(); i++) {
            JavaType parameter = type.containedType(i);
            if (!isParameter(declared, parameter) && !isAllowed(parameter, declared)) {
                return false;
            }
        }
        return type.isPrimitive()
                || type.isJavaLangObject()
                || allowed.test(type.getRawClass().getName());
    }

    /** What the declaration of a field says does not come from the JSON. */
    private static boolean isParameter(JavaType declared, JavaType parameter) {
        for (int i = 0; i < declared.containedTypeCount(); i++) {
            if (declared.containedType(i).equals(parameter)) {
                return true;
            }
        }
        return false;
    }
}
