package dev.sessionstore.spring.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * What was wrong with a form, as maps and lists around the form's object. It comes back as a {@link BeanPropertyBindingResult} with the
 * same errors; converters, editors and suppressed fields do not come back. Rejected values and arguments that are no plain values are
 * kept as their text.
 */
final class BindingResults {

    private static final String MARK = "@bindingResult";

    private BindingResults() {}

    /** {@return the map for a result, else the value itself} */
    static @Nullable Object toPlain(@Nullable Object value) {
        if (!(value instanceof BindingResult result)) {
            return value;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(MARK, result.getObjectName());
        map.put("target", result.getTarget());
        List<Object> errors = new ArrayList<>();
        result.getAllErrors().forEach(error -> errors.add(toMap(error)));
        map.put("errors", errors);
        return map;
    }

    private static Map<String, Object> toMap(ObjectError error) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (error instanceof FieldError field) {
            map.put("field", field.getField());
            map.put("rejected", plain(field.getRejectedValue()));
            map.put("conversion", field.isBindingFailure());
        }
        map.put("codes", list(error.getCodes()));
        Object[] arguments = error.getArguments();
        map.put(
                "arguments",
                arguments == null
                        ? null
                        : new ArrayList<>(Arrays.stream(arguments)
                                .map(BindingResults::argument)
                                .toList()));
        map.put("message", error.getDefaultMessage());
        return map;
    }

    private static @Nullable Object argument(@Nullable Object argument) {
        if (!(argument instanceof MessageSourceResolvable name)) {
            return plain(argument);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("codes", list(name.getCodes()));
        map.put("message", name.getDefaultMessage());
        return map;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        boolean isPlain = value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Double;
        return isPlain ? value : String.valueOf(value);
    }

    private static @Nullable List<String> list(String @Nullable [] texts) {
        return texts == null ? null : new ArrayList<>(Arrays.asList(texts));
    }

    /** {@return the result of a map that {@link #toPlain} made, else the value itself} */
    static @Nullable Object ofPlain(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map && map.get(MARK) instanceof String name)) {
            return value;
        }
        BindingResult result = new BeanPropertyBindingResult(map.get("target"), name);
        if (map.get("errors") instanceof List<?> errors) {
            errors.forEach(error -> result.addError(toError(name, (Map<?, ?>) error)));
        }
        return result;
    }

    private static ObjectError toError(String name, Map<?, ?> error) {
        String[] codes = texts(error.get("codes"));
        Object[] arguments = error.get("arguments") instanceof List<?> list
                ? list.stream().map(BindingResults::toArgument).toArray()
                : null;
        String message = (String) error.get("message");
        return error.get("field") instanceof String field
                ? new FieldError(
                        name,
                        field,
                        error.get("rejected"),
                        Boolean.TRUE.equals(error.get("conversion")),
                        codes,
                        arguments,
                        message)
                : new ObjectError(name, codes, arguments, message);
    }

    private static @Nullable Object toArgument(@Nullable Object argument) {
        return argument instanceof Map<?, ?> map
                ? new DefaultMessageSourceResolvable(texts(map.get("codes")), null, (String) map.get("message"))
                : argument;
    }

    private static String @Nullable [] texts(@Nullable Object list) {
        return list instanceof List<?> texts ? texts.toArray(String[]::new) : null;
    }
}
