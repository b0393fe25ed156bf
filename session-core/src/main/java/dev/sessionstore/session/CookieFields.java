package dev.sessionstore.session;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stored cookie: the JSON text of each member that is there. Kept as text, because Node accepts members of odd types, keeps
 * most of them, and distinguishes absent from null.
 */
final class CookieFields {

    private static final CookieField[] FIELDS = CookieField.values();

    /** For a cookie with all that is usual. */
    private static final int ROOM = 192;

    /** A date that is not written down. */
    private static final long NONE = Long.MIN_VALUE;

    /** By ordinal; null: absent. */
    private final @Nullable String[] json;

    /** The field expires in ms; its text is made when it is read, since every request moves it and few read it. */
    private long expires = NONE;

    private CookieFields(@Nullable String[] json) {
        this.json = json;
    }

    /** {@return the cookie of a session that begins now} */
    static CookieFields begin(CookieOptions options, long now, boolean secureRequest) {
        CookieFields fields = new CookieFields(new String[FIELDS.length]);
        options.writeTo(fields, now, secureRequest);
        return fields;
    }

    /**
     * Reads a cookie as express-session inflates it: path and httpOnly have defaults, unknown members do not stay.
     *
     * @param text the JSON of the session's member "cookie"; null when there is none
     * @throws UnreadableSessionException where Express fails at this or at the end of every request
     */
    static CookieFields parse(@Nullable String text, long now) {
        if (text == null || text.equals("null")) {
            throw new UnreadableSessionException("has no cookie object");
        }
        CookieFields fields = new CookieFields(new String[FIELDS.length]);
        fields.set(CookieField.EXPIRES, "null");
        fields.set(CookieField.HTTP_ONLY, "true");
        fields.set(CookieField.PATH, "\"/\"");
        if (text.charAt(0) != '[' && isTruthy(text)) {
            if (text.charAt(0) != '{') {
                throw new UnreadableSessionException("has a cookie that is no object");
            }
            JsonMembers.parse(text, new Reader(fields, now));
        }
        return fields;
    }

    /** Reads one member after the other. */
    private static final class Reader implements Consumer<Member> {
        private final CookieFields fields;
        private final long now;
        private @Nullable CookieField last;

        Reader(CookieFields fields, long now) {
            this.fields = fields;
            this.now = now;
        }

        @Override
        public void accept(Member member) {
            CookieField field = CookieField.of(member, last);
            if (field != null) {
                last = field;
                fields.read(field, member);
            } else if (member.isNamed("maxAge")) {
                requireAge(member);
                fields.expireAfter(member.value(), now, JsDate.MAX_MILLIS);
            }
        }
    }

    private void read(CookieField field, Member member) {
        String value = member.value();
        if (field == CookieField.ORIGINAL_MAX_AGE) {
            requireAge(member);
        }
        if (field == CookieField.EXPIRES && value.charAt(0) == '"') {
            set(field, "null");
            date(value).ifPresent(this::expireAt);
        } else {
            set(field, value);
        }
    }

    private static void requireAge(Member age) {
        if (isTruthy(age.value()) && !isNumber(age.value())) {
            throw new UnreadableSessionException("has a cookie whose " + age.name() + " is no number");
        }
    }

    CookieFields copy() {
        CookieFields copy = new CookieFields(json.clone());
        copy.expires = expires;
        return copy;
    }

    @Nullable
    String get(CookieField field) {
        if (field == CookieField.EXPIRES && expires != NONE) {
            set(field, '"' + JsDate.iso(expires) + '"');
        }
        return json[field.ordinal()];
    }

    void set(CookieField field, @Nullable String text) {
        json[field.ordinal()] = text;
        if (field == CookieField.EXPIRES) {
            expires = NONE;
        }
    }

    private void expireAt(long millis) {
        expires = millis;
    }

    /** {@return whether the member is there and JavaScript takes it for true} */
    boolean isTrue(CookieField field) {
        String text = get(field);
        return text != null && isTruthy(text);
    }

    /** {@return the member's text or number as text; empty when it is absent, not truthy or of another type} */
    Optional<String> text(CookieField field) {
        String text = get(field);
        if (text == null || !isTruthy(text)) {
            return Optional.empty();
        }
        if (text.charAt(0) == '"') {
            return Optional.of(JsonText.unquote(text));
        }
        return isNumber(text) ? Optional.of(text) : Optional.empty();
    }

    /** {@return originalMaxAge in ms, if it is a number} Fractions are cut off, and what no date can hold is brought near. */
    Optional<Long> originalMaxAge() {
        String text = get(CookieField.ORIGINAL_MAX_AGE);
        return text != null && isNumber(text) ? Optional.of(millis(text)) : Optional.empty();
    }

    /** {@return expires in ms since 1970, if it is a date} */
    Optional<Long> expires() {
        if (expires != NONE) {
            return Optional.of(expires);
        }
        String text = get(CookieField.EXPIRES);
        return text != null && text.charAt(0) == '"' ? date(text) : Optional.empty();
    }

    /** {@return whether Express takes it for a cookie that expires: there is a member expires, and it is not null} */
    boolean hasExpiry() {
        return expires != NONE || !"null".equals(Objects.requireNonNullElse(get(CookieField.EXPIRES), "null"));
    }

    void setMaxAge(@Nullable Long millis, long now) {
        String text = millis == null ? "null" : millis.toString();
        set(CookieField.ORIGINAL_MAX_AGE, text);
        expireAfter(text, now, JsDate.MAX_MILLIS);
    }

    void setExpires(long millis, long now) {
        set(CookieField.ORIGINAL_MAX_AGE, Long.toString(millis - now));
        expireAt(millis);
    }

    /** Begins the lifetime anew: expires = now + originalMaxAge, but not after the absolute expiry. */
    void touch(long now, long absoluteExpiry) {
        String age = get(CookieField.ORIGINAL_MAX_AGE);
        if (age == null) {
            set(CookieField.EXPIRES, null);
        } else {
            expireAfter(age, now, absoluteExpiry);
        }
    }

    private void expireAfter(String age, long now, long absoluteExpiry) {
        if (isNumber(age)) {
            expireAt(Math.min(JsDate.clamp(now + millis(age)), absoluteExpiry));
        } else {
            set(CookieField.EXPIRES, age);
        }
    }

    /** Takes over the members in which {@code mine} differs from {@code base}; the expiry is computed anew by a touch. */
    void merge(CookieFields base, CookieFields mine) {
        for (CookieField field : FIELDS) {
            if (field != CookieField.EXPIRES && !Objects.equals(base.get(field), mine.get(field))) {
                set(field, mine.get(field));
            }
        }
    }

    String toJson() {
        StringBuilder text = new StringBuilder(ROOM);
        appendTo(text);
        return text.toString();
    }

    /** {@return name and value as they stand among the members of a session} */
    String toMember() {
        StringBuilder text = new StringBuilder(ROOM).append("\"cookie\":");
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        char before = '{';
        for (CookieField field : FIELDS) {
            String value = get(field);
            if (value != null) {
                text.append(before)
                        .append('"')
                        .append(field.member)
                        .append("\":")
                        .append(value);
                before = ',';
            }
        }
        text.append(before == '{' ? "{}" : "}");
    }

    /** {@return the date in the JSON of a text, in ms since 1970; empty when it is none} */
    static Optional<Long> date(String text) {
        return JsDate.parse(JsonText.unquote(text));
    }

    private static long millis(String number) {
        return JsDate.clamp(
                number.length() < 16 && number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0
                        ? Long.parseLong(number)
                        : (long) Double.parseDouble(number));
    }

    static boolean isNumber(String text) {
        char c = text.charAt(0);
        return c == '-' || (c >= '0' && c <= '9');
    }

    static boolean isTruthy(String text) {
        return switch (text.charAt(0)) {
            case 'n', 'f' -> false;
            case '"' -> text.length() > 2;
            case 't', '{', '[' -> true;
            default -> Double.parseDouble(text) != 0;
        };
    }
}
