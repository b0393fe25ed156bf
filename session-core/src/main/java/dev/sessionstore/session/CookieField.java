package dev.sessionstore.session;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a stored cookie, in the order in which express-session writes them. */
enum CookieField {
    ORIGINAL_MAX_AGE("originalMaxAge"),
    PARTITIONED("partitioned"),
    PRIORITY("priority"),
    EXPIRES("expires"),
    SECURE("secure"),
    HTTP_ONLY("httpOnly"),
    DOMAIN("domain"),
    PATH("path"),
    SAME_SITE("sameSite");

    private static final Map<String, CookieField> BY_MEMBER = new HashMap<>();

    static {
        for (CookieField field : values()) {
            BY_MEMBER.put(field.member, field);
        }
    }

    final String member;

    CookieField(String member) {
        this.member = member;
    }

    static @Nullable CookieField of(String member) {
        return BY_MEMBER.get(member);
    }
}
