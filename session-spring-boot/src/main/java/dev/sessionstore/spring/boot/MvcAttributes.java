package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.AttributeCodec;
import dev.sessionstore.servlet.SessionFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.function.Function;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.i18n.SessionLocaleResolver;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/** What Spring MVC keeps in a session under names of its own. */
final class MvcAttributes {

    private MvcAttributes() {}

    /** @param objects the form of the values of flash attributes */
    static void register(SessionFilter.Builder filter, AttributeCodec objects) {
        filter.attribute(SessionFlashMapManager.class.getName() + ".FLASH_MAPS", new FlashMaps(objects));
        filter.attribute(
                SessionLocaleResolver.LOCALE_SESSION_ATTRIBUTE_NAME,
                new Name(value -> ((Locale) value).toLanguageTag(), Locale::forLanguageTag));
        filter.attribute(
                SessionLocaleResolver.TIME_ZONE_SESSION_ATTRIBUTE_NAME,
                new Name(value -> ((TimeZone) value).getID(), TimeZone::getTimeZone));
    }

    /** A value that is a name: letters, digits and marks that JSON does not escape. */
    private record Name(Function<Object, String> name, Function<String, Object> value) implements AttributeCodec {

        @Override
        public String write(Object written) {
            return "\"" + name.apply(written) + "\"";
        }

        @Override
        public Object read(String json) {
            return value.apply(json.substring(1, json.length() - 1));
        }
    }

    /** Flash maps as lists and maps of the JDK. */
    private record FlashMaps(AttributeCodec objects) implements AttributeCodec {

        @Override
        public String write(Object value) {
            List<Object> maps = new ArrayList<>();
            ((List<?>) value).forEach(map -> maps.add(toMap((FlashMap) map)));
            return objects.write(maps);
        }

        private static Map<String, Object> toMap(FlashMap flash) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("path", flash.getTargetRequestPath());
            Map<String, Object> parameters = new LinkedHashMap<>();
            flash.getTargetRequestParams().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
            map.put("parameters", parameters);
            map.put("expires", flash.getExpirationTime());
            Map<String, Object> attributes = new LinkedHashMap<>(flash);
            attributes.replaceAll((name, value) -> BindingResults.toPlain(value));
            map.put("attributes", attributes);
            return map;
        }

        @Override
        public Object read(String json) {
            List<FlashMap> maps = new ArrayList<>();
            ((List<?>) objects.read(json)).forEach(map -> maps.add(toFlashMap((Map<?, ?>) map)));
            return maps;
        }

        private static Object member(Map<?, ?> map, String name) {
            return Objects.requireNonNull(map.get(name), name);
        }

        @SuppressWarnings("unchecked") // as toMap made it
        private static FlashMap toFlashMap(Map<?, ?> map) {
            FlashMap flash = new FlashMap();
            flash.setTargetRequestPath((String) map.get("path"));
            MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
            ((Map<String, List<String>>) member(map, "parameters")).forEach(parameters::put);
            flash.addTargetRequestParams(parameters);
            flash.setExpirationTime(((Number) member(map, "expires")).longValue());
            flash.putAll((Map<String, Object>) member(map, "attributes"));
            flash.replaceAll((name, value) -> BindingResults.ofPlain(value));
            return flash;
        }
    }
}
