package dev.sessionstore.session;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session in their order, the place of the cookie among them, and what was changed since they were
 * stored.
 */
final class Attributes {

    /** Holds the cookie's place. */
    private static final Attribute COOKIE = new Attribute(Codec.STANDARD, Member.alone(AttributeNames.COOKIE, "{}"));

    private final Codec codec;
    private Map<String, Attribute> current = new LinkedHashMap<>();

    /** Names that are stored and were removed; some of them may be back, at the end. */
    private Set<String> removed = Set.of();

    private @Nullable Member storedCookie;

    private Attributes(Codec codec) {
        this.codec = codec;
    }

    /** {@return those of a new session: none, and the cookie first} */
    static Attributes empty(Codec codec) {
        Attributes attributes = new Attributes(codec);
        attributes.current.put(AttributeNames.COOKIE, COOKIE);
        return attributes;
    }

    /**
     * {@return those of a stored session; null for what counts as none in Express}
     *
     * @throws UnreadableSessionException when the text is no JSON object
     */
    static @Nullable Attributes parse(Codec codec, String text) {
        Attributes attributes = new Attributes(codec);
        return JsonMembers.parse(text, attributes::load) ? attributes : null;
    }

    private void load(Member member) {
        String name = member.name();
        if (name.equals(AttributeNames.COOKIE)) {
            storedCookie = member;
            current.put(name, COOKIE);
        } else if (!AttributeNames.isDropped(name)) {
            current.put(name, new Attribute(codec, member));
        }
    }

    /** {@return the cookie's JSON as it was loaded; null when there was none} */
    @Nullable
    String storedCookie() {
        return storedCookie == null ? null : storedCookie.value();
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(current.keySet());
        names.remove(AttributeNames.COOKIE);
        names.remove(AttributeNames.CREATED);
        names.remove(AttributeNames.IDLE);
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
        attribute.captureChange();
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
        return AttributeNames.isAttribute(name) && removeMember(name);
    }

    private boolean removeMember(String name) {
        Attribute attribute = current.remove(name);
        if (attribute != null && attribute.isStored()) {
            removed = removed.isEmpty() ? new HashSet<>() : removed;
            removed.add(name);
        }
        return attribute != null;
    }

    /** {@return when the session began, in ms since 1970: as a number or as a date; empty when that is not recorded} */
    Optional<Long> created() {
        Attribute created = current.get(AttributeNames.CREATED);
        return created != null && created.json().charAt(0) == '"'
                ? CookieFields.date(created.json())
                : Optional.ofNullable(millis(AttributeNames.CREATED));
    }

    boolean hasCreated() {
        return current.containsKey(AttributeNames.CREATED);
    }

    /** {@return the session's own idle timeout in ms; null when it has none} */
    @Nullable
    Long idle() {
        return millis(AttributeNames.IDLE);
    }

    private @Nullable Long millis(String name) {
        Attribute attribute = current.get(name);
        return attribute == null || !CookieFields.isNumber(attribute.json())
                ? null
                : Long.valueOf(JsDate.clamp((long) Double.parseDouble(attribute.json())));
    }

    /** Sets the session's own idle timeout in ms; null removes it. */
    void setIdle(@Nullable Long millis) {
        if (millis == null) {
            removeMember(AttributeNames.IDLE);
            return;
        }
        Attribute idle = current.get(AttributeNames.IDLE);
        if (idle == null) {
            idle = Attribute.added(codec, AttributeNames.IDLE, removed.contains(AttributeNames.IDLE));
            current.put(AttributeNames.IDLE, idle);
        }
        idle.putJson(millis.toString());
    }

    void setCreated(long millis) {
        Member created = Member.alone(AttributeNames.CREATED, Long.toString(millis));
        current.put(AttributeNames.CREATED, new Attribute(codec, created));
    }

    /** {@return what differs from what is stored} Captures changes in the objects that the application holds. */
    Changes changes() {
        Map<String, Attribute> put = Map.of();
        for (Map.Entry<String, Attribute> entry : current.entrySet()) {
            Attribute attribute = entry.getValue();
            if (attribute.captureChange() && AttributeNames.isMerged(entry.getKey())) {
                put = with(put, entry.getKey(), attribute);
            }
        }
        Set<String> gone = removed;
        if (!removed.isEmpty()) {
            gone = new HashSet<>(removed);
            gone.removeAll(current.keySet());
        }
        return new Changes(put, gone);
    }

    private static Map<String, Attribute> with(Map<String, Attribute> put, String name, Attribute attribute) {
        if (put.isEmpty()) {
            return Map.of(name, attribute);
        }
        Map<String, Attribute> larger = put.size() == 1 ? new LinkedHashMap<>(put) : put;
        larger.put(name, attribute);
        return larger;
    }

    /** Does the changes to what another request has stored meanwhile; its order stays, what is new comes last. */
    void rebase(Attributes theirs, Changes changes) {
        // May fail: nothing is changed before.
        Map<String, String> updated = new HashMap<>();
        changes.put().forEach((name, mine) -> updated.put(name, mine.updated(theirs.current.get(name))));
        Map<String, Attribute> before = current;
        current = theirs.current;
        removed = new HashSet<>(changes.removed());
        removed.retainAll(current.keySet());
        current.keySet().removeAll(removed);
        current.replaceAll((name, attribute) -> {
            Attribute mine = before.get(name);
            if (mine != null && AttributeNames.isMerged(name) && !changes.put().containsKey(name)) {
                mine.take(attribute);
                return mine;
            }
            return attribute;
        });
        changes.put().forEach((name, mine) -> {
            mine.rebase(current.get(name), Objects.requireNonNull(updated.get(name)));
            current.put(name, mine);
        });
    }

    /** All of it is stored now. */
    void markSaved() {
        current.forEach((name, attribute) -> {
            if (attribute != COOKIE) {
                attribute.markSaved();
            }
        });
        removed = Set.of();
    }

    /** {@return the whole session} After {@link #changes}. What is stored in one piece, and stays, is copied in one piece. */
    String toJson(CookieFields cookie) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        Member first = null;
        Member last = null;
        for (Map.Entry<String, Attribute> entry : current.entrySet()) {
            Attribute attribute = entry.getValue();
            Member same = attribute == COOKIE ? null : attribute.unchanged();
            if (same != null && last != null && same.isRightAfter(last)) {
                last = same;
                continue;
            }
            if (first != null && last != null) {
                json.add(first.upTo(last));
            }
            first = same;
            last = same;
            if (same == null) {
                json.add(
                        attribute == COOKIE
                                ? cookie.toMember()
                                : JsonText.quote(entry.getKey()) + ':' + attribute.json());
            }
        }
        if (first != null && last != null) {
            json.add(first.upTo(last));
        }
        return json.toString();
    }

    private @Nullable Attribute find(String name) {
        return AttributeNames.isAttribute(name) ? current.get(name) : null;
    }

    private Attribute findOrAdded(String name) {
        Attribute attribute = current.get(AttributeNames.requireAttribute(name));
        return attribute == null ? Attribute.added(codec, name, removed.contains(name)) : attribute;
    }

    /** What a request changed: attributes with a new value or a new place, and names that are gone. */
    record Changes(Map<String, Attribute> put, Set<String> removed) {
        boolean isEmpty() {
            return put.isEmpty() && removed.isEmpty();
        }
    }
}
