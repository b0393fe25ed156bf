package dev.sessionstore.servlet;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Objects of an allowlist of packages, stored with their class name: {@code {"@class":"com.example.Cart","items":[…]}}. The JSON
 * has the object's fields, as Java's own serialization would, not its getters; {@code transient} fields stay out. A name is written
 * where the class is not clear from the declaration of a field: for {@code Object}, interfaces, abstract classes, and classes of the
 * allowlist that are not final. Elements of a {@code List<Item>} with a record or final class {@code Item} have none.
 *
 * <p>A class name in the JSON is refused, and no object of it is made, when its class is neither in one of the packages nor one of
 * the JDK's plain values and collections. Jackson's annotations on the classes count. Immutable and thread-safe.
 */
public final class ClassNameCodec implements AttributeCodec {

    private static final Pattern PACKAGE =
            Pattern.compile("[\\p{javaJavaIdentifierPart}]+(\\.[\\p{javaJavaIdentifierPart}]+)*");
    private static final Set<String> TOO_WIDE =
            Set.of("com", "org", "net", "io", "dev", "java", "javax", "jakarta", "jdk", "sun", "com.sun");
    private static final Pattern PLAIN = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.(String|Boolean|Character|Byte|Short|Integer|Long|Float|Double)",
            "java\\.math\\.Big(Integer|Decimal)",
            "java\\.net\\.URI",
            "java\\.time\\.[\\w.$]+",
            "java\\.util\\.(Array|Linked)List|java\\.util\\.(|Linked)Hash(Map|Set)|java\\.util\\.Tree(Map|Set)",
            "java\\.util\\.(ArrayDeque|BitSet|Currency|Date|EnumMap|EnumSet|Locale|Optional|UUID)",
            "java\\.util\\.(Arrays|Collections|ImmutableCollections)\\$\\w+|java\\.util\\.(Jumbo|Regular)EnumSet",
            "java\\.util\\.concurrent\\.(ConcurrentHashMap|CopyOnWriteArrayList)"));

    private final List<String> packages;
    private final UnaryOperator<String> advice;
    private final JsonMapper mapper;

    private ClassNameCodec(List<String> packages, UnaryOperator<String> advice) {
        this.packages = packages.stream().map(ClassNameCodec::requirePackage).toList();
        this.advice = advice;
        PolymorphicTypeValidator validator = new AllowedClasses(this::isAllowed);
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .changeDefaultVisibility(visibility -> visibility
                        .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                        .withFieldVisibility(Visibility.ANY)
                        .withCreatorVisibility(Visibility.ANY))
                .polymorphicTypeValidator(validator)
                .setDefaultTyping(new ClassNameTyping(validator, type -> isOfPackages(type.getName())))
                .build();
    }

    /**
     * Allows the classes of packages and of the packages below them.
     *
     * @param packages names such as {@code com.example.shop}
     * @return the codec
     * @throws IllegalArgumentException when a name is none, or as wide as {@code com} or {@code java}
     */
    public static ClassNameCodec allowing(String... packages) {
        return allowing(Arrays.asList(packages), name -> "allow it with ClassNameCodec.allowing(\"" + name + "\")");
    }

    /**
     * Allows the classes of packages, with advice of its own in the message about a class that is not allowed.
     *
     * @param packages as {@link #allowing(String...)} takes them
     * @param advice from the name of a package that is missing to what to do about it
     * @return the codec
     * @throws IllegalArgumentException as {@link #allowing(String...)}
     */
    public static ClassNameCodec allowing(List<String> packages, UnaryOperator<String> advice) {
        return new ClassNameCodec(packages, advice);
    }

    private static String requirePackage(String name) {
        if (!PACKAGE.matcher(name).matches() || TOO_WIDE.contains(name)) {
            throw new IllegalArgumentException("packages: '" + name
                    + "' is no package of an application; name the one that has its classes, com.example.shop"
                    + " for example");
        }
        return name + ".";
    }

    @Override
    public String write(Object value) {
        if (!isAllowed(value.getClass().getName())) {
            throw new IllegalArgumentException(notAllowed(value.getClass().getName()));
        }
        try {
            return mapper.writerFor(Object.class).writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON: " + why(e)
                    + "; mark what does not belong into a session as transient");
        }
    }

    @Override
    public Object read(String json) {
        try {
            return mapper.readValue(json, Object.class);
        } catch (InvalidTypeIdException e) {
            throw new IllegalArgumentException(notAllowed(String.valueOf(e.getTypeId())));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the JSON cannot be read: " + why(e)
                    + "; a class needs a constructor without parameters, or with all its fields");
        }
    }

    private String notAllowed(String className) {
        int dot = className.lastIndexOf('.');
        return "class " + className + " is in no allowed package"
                + (dot < 0 ? "" : ": " + advice.apply(className.substring(0, dot)));
    }

    private boolean isAllowed(String className) {
        return isOfPackages(className) || PLAIN.matcher(className).matches();
    }

    private boolean isOfPackages(String className) {
        return packages.stream().anyMatch(className::startsWith);
    }

    /** {@return the kind of the error and the class that it is about, without the data} */
    private static String why(JacksonException e) {
        Class<?> about = null;
        if (e instanceof InvalidDefinitionException definition && definition.getType() != null) {
            about = definition.getType().getRawClass();
        } else if (e instanceof MismatchedInputException mismatch) {
            about = mismatch.getTargetType();
        }
        String at = e instanceof DatabindException && !e.getPath().isEmpty() ? " at " + e.getPathReference() : "";
        return e.getClass().getSimpleName() + (about == null ? "" : " of " + about.getName()) + at;
    }
}
