package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.AllowedClasses;
import dev.sessionstore.servlet.AttributeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON form of Spring Security's own Jackson modules. Their allowlist decides about Security's classes; it is asked for each
 * class by itself, so that the parameters of a generic name are looked at too, and only for classes of Security and the JDK.
 * Thread-safe.
 */
final class SecurityCodec implements AttributeCodec {

    private final UnaryOperator<String> advice;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    /** @param packages whose classes may be principals, authorities or details */
    SecurityCodec(List<String> packages, UnaryOperator<String> advice, ClassLoader loader) {
        this.advice = advice;
        BasicPolymorphicTypeValidator.Builder known = BasicPolymorphicTypeValidator.builder();
        List<JacksonModule> modules = new ArrayList<>(SecurityJacksonModules.getModules(loader, known));
        modules.addAll(SecurityLogins.modules(loader, known));
        Allowlist allowlist = new Allowlist(packages, known.build(), loader);
        PolymorphicTypeValidator validator = new AllowedClasses(allowlist::allows);
        JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .addModules(modules)
                .addModule(new DefaultTypingModule(new SecurityTyping(validator, allowlist::allows)))
                .polymorphicTypeValidator(validator)
                .build();
        this.writer = mapper.writerFor(Object.class);
        this.reader = mapper.readerFor(Object.class);
    }

    @Override
    public String write(Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Spring Security's Jackson modules cannot write it ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Object read(String json) {
        try {
            return reader.readValue(json);
        } catch (InvalidTypeIdException e) {
            String name = String.valueOf(e.getTypeId());
            throw new IllegalArgumentException(
                    "class " + name + " is in no allowed package: " + advice.apply(ClassUtils.getPackageName(name)));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Spring Security's Jackson modules cannot read it ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** Replaces the typing of Security's modules; the last module counts. */
    private static final class DefaultTypingModule extends SimpleModule {

        private static final long serialVersionUID = 1L;

        private final transient SecurityTyping typing;

        DefaultTypingModule(SecurityTyping typing) {
            super("dev.sessionstore.spring.boot");
            this.typing = typing;
        }

        @Override
        public void setupModule(SetupContext context) {
            context.addDeserializers(new SecurityCollections());
            ((MapperBuilder<?, ?>) context.getOwner()).setDefaultTyping(typing);
        }
    }

    /** Security's list, and the application's packages. */
    private record Allowlist(
            List<String> packages, PolymorphicTypeValidator known, ClassLoader loader, Map<String, Boolean> decided) {

        /** Each object that is written asks, and there are not many classes; who can write to the store could name more. */
        private static final int REMEMBERED = 1000;

        private static final JsonMapper TYPES = new JsonMapper();

        /** A claim of a token is a {@code Long} when it is a whole number. */
        private static final Set<String> VALUES = Set.of(
                "java.lang.String",
                "java.lang.Long",
                "java.lang.Float",
                "java.math.BigInteger",
                "java.math.BigDecimal");

        Allowlist(List<String> packages, PolymorphicTypeValidator known, ClassLoader loader) {
            this(packages, known, loader, new ConcurrentHashMap<>());
        }

        boolean allows(String className) {
            if (VALUES.contains(className) || packages.stream().anyMatch(name -> className.startsWith(name + "."))) {
                return true;
            }
            boolean candidate = className.startsWith("org.springframework.security.")
                    || className.startsWith("java.")
                    || className.startsWith("jakarta.servlet.http.");
            if (!candidate) {
                return false;
            }
            Boolean before = decided.get(className);
            if (before != null) {
                return before;
            }
            boolean isKnown = isKnown(className);
            if (decided.size() < REMEMBERED) {
                decided.put(className, isKnown);
            }
            return isKnown;
        }

        private boolean isKnown(String className) {
            DatabindContext context = TYPES._deserializationContext();
            JavaType base = context.constructType(Object.class);
            if (known.validateSubClassName(context, base, className) == PolymorphicTypeValidator.Validity.ALLOWED) {
                return true;
            }
            try {
                JavaType type = context.constructType(Class.forName(className, false, loader));
                return known.validateSubType(context, base, type) == PolymorphicTypeValidator.Validity.ALLOWED;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }
    }
}
