package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The attributes of a session in their order, the place of the cookie among them, and what was changed since they were stored. */
final class Attributes {

    /** Holds the cookie's place. */
    private static final Attribute COOKIE = new Attribute(AttributeNames.COOKIE, "{}");

    private Map<String, Attribute> current = new LinkedHashMap<>();
    private Set<String> stored = Set.of();

    private Attributes() {}

    /** {@return those of a new session: none, and the cookie first} */
    static Attributes empty() {
        Attributes attributes = new Attributes();
        attributes.current.put(AttributeNames.COOKIE, COOKIE);
        return attributes;
    }

    static Attributes of(Map<String, String> members) {
        Attributes attributes = new Attributes();
        members.forEach((name, json) -> {
            if (!AttributeNames.isDropped(name)) {
                boolean cookie = name.equals(AttributeNames.COOKIE);
                attributes.current.put(name, cookie ? COOKIE : new Attribute(name, json));
            }
        });
        attributes.stored = Set.copyOf(attributes.current.keySet());
        return attributes;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(current.keySet());
        names.remove(AttributeNames.COOKIE);
        names.remove(AttributeNames.CREATED);
        return Collections.unmodifiableSet(names);
    }

    boolean contains(String name) {
        return AttributeNames.isAttribute(name) && current.containsKey(name);
    }

    @Nullable
    Object get(String name, Type type) {
        Attribute attribute = find(name);
        return attribute == null ? null : attribute.get(type);
    }

    Optional<String> json(String name) {
        Attribute attribute = find(name);
        if (attribute == null) {
            return Optional.empty();
        }
        attribute.settle();
        return Optional.of(attribute.json());
    }

    void put(String name, @Nullable Object value) {
        Attribute attribute = findOrAdded(name);
        attribute.put(value);
        current.put(name, attribute);
    }

    void putJson(String name, String canonical) {
        Attribute attribute = findOrAdded(name);
        attribute.putJson(canonical);
        current.put(name, attribute);
    }

    <T> T update(String name, Type type, Function<Optional<T>, T> change) {
        Attribute attribute = findOrAdded(name);
        T after = attribute.update(type, change, current.containsKey(name));
        current.put(name, attribute);
        return after;
    }

    boolean remove(String name) {
        return AttributeNames.isAttribute(name) && current.remove(name) != null;
    }

    Optional<Long> created() {
        Attribute created = current.get(AttributeNames.CREATED);
        return created == null || !CookieFields.isNumber(created.json())
                ? Optional.empty()
                : Optional.of((long) Double.parseDouble(created.json()));
    }

    void setCreated(long millis) {
        Attribute created = new Attribute(AttributeNames.CREATED, Long.toString(millis));
        current.put(AttributeNames.CREATED, created);
    }

    /** Looks at the objects that the application holds, and tells what differs from what is stored. */
    Changes changes() {
        Map<String, Attribute> put = new LinkedHashMap<>();
        Set<String> removed = stored.isEmpty() ? Set.of() : new HashSet<>(stored);
        current.forEach((name, attribute) -> {
            if (!stored.isEmpty()) {
                removed.remove(name);
            }
            if (AttributeNames.isAttribute(name)) {
                attribute.settle();
                if (attribute.isChanged()) {
                    put.put(name, attribute);
                }
            }
        });
        return new Changes(put, removed);
    }

    /** Does the changes to what another request has stored meanwhile; its order stays, what is new comes last. */
    void rebase(Map<String, String> theirs, Changes changes) {
        Map<String, Attribute> before = current;
        Attributes fresh = of(theirs);
        current = fresh.current;
        stored = fresh.stored;
        current.keySet().removeAll(changes.removed());
        current.replaceAll((name, attribute) -> {
            Attribute mine = before.get(name);
            if (mine != null
                    && AttributeNames.isAttribute(name)
                    && !changes.put().containsKey(name)) {
                mine.take(attribute.json());
                return mine;
            }
            return attribute;
        });
        changes.put().forEach((name, mine) -> {
            Attribute other = current.get(name);
            mine.rebase(other == null ? null : other.json());
            current.put(name, mine);
        });
    }

    /** All of it is stored now. */
    void saved() {
        current.forEach((name, attribute) -> {
            if (attribute != COOKIE) {
                attribute.saved();
            }
        });
        stored = Set.copyOf(current.keySet());
    }

    /** {@return the whole session} Settled before. */
    String toJson(String cookie) {
        StringBuilder text = new StringBuilder(lengthOf(cookie)).append('{');
        current.forEach((name, attribute) -> {
            if (text.length() > 1) {
                text.append(',');
            }
            JsonText.appendQuoted(text, name);
            text.append(':').append(attribute == COOKIE ? cookie : attribute.json());
        });
        return text.append('}').toString();
    }

    /** About the length of the whole text, a little more rather than less. */
    private int lengthOf(String cookie) {
        int length = cookie.length() + 16;
        for (Map.Entry<String, Attribute> entry : current.entrySet()) {
            length += entry.getKey().length() + entry.getValue().json().length() + 4;
        }
        return length;
    }

    private @Nullable Attribute find(String name) {
        return AttributeNames.isAttribute(name) ? current.get(name) : null;
    }

    private Attribute findOrAdded(String name) {
        Attribute attribute = current.get(AttributeNames.requireAttribute(name));
        return attribute == null ? Attribute.added(name, stored.contains(name)) : attribute;
    }

    /** What a request changed: attributes with a new value or a new place, and names that are gone. */
    record Changes(Map<String, Attribute> put, Set<String> removed) {
        boolean isEmpty() {
            return put.isEmpty() && removed.isEmpty();
        }
    }
}
