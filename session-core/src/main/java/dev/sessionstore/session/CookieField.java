package dev.sessionstore.session;

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

    private static final CookieField[] FIELDS = values();

    final String member;

    CookieField(String member) {
        this.member = member;
    }

    static @Nullable CookieField of(Member member) {
        for (CookieField field : FIELDS) {
            if (member.isNamed(field.member)) {
                return field;
            }
        }
        return null;
    }
}
