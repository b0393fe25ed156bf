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

    /**
     * {@return the field that a member is; null when it is none}
     *
     * @param after the field before it, if any: stored cookies mostly have them in order
     */
    static @Nullable CookieField of(Member member, @Nullable CookieField after) {
        int first = after == null ? 0 : after.ordinal() + 1;
        for (int i = 0; i < FIELDS.length; i++) {
            CookieField field = FIELDS[(first + i) % FIELDS.length];
            if (member.isNamed(field.member)) {
                return field;
            }
        }
        return null;
    }
}
