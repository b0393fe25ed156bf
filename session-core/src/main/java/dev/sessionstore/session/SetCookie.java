package dev.sessionstore.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the Set-Cookie header as express-session does: this order, Expires and never Max-Age. */
final class SetCookie {

    private static final List<CookiePriority> PRIORITIES = List.of(CookiePriority.values());
    private static final List<SameSite> SAME_SITES = List.of(SameSite.STRICT, SameSite.LAX, SameSite.NONE);

    private final StringBuilder text;

    private SetCookie(String name, String value) {
        this.text = new StringBuilder(256).append(name).append('=').append(value);
    }

    /**
     * @param value the cookie's value, encoded
     * @return the header's value
     * @throws IllegalArgumentException when an attribute, which may come from the store, cannot stand in a header
     */
    static String write(String name, String value, CookieFields cookie) {
        SetCookie header = new SetCookie(name, value);
        header.append("Domain", cookie.text(CookieField.DOMAIN).map(CookieSyntax::requireDomain));
        header.append("Path", cookie.text(CookieField.PATH).map(SetCookie::requirePath));
        header.append("Expires", cookie.expires().map(JsDate::http));
        header.flag("HttpOnly", cookie.isTrue(CookieField.HTTP_ONLY));
        header.flag("Secure", cookie.isTrue(CookieField.SECURE));
        header.flag("Partitioned", cookie.isTrue(CookieField.PARTITIONED));
        header.append("Priority", known(cookie, CookieField.PRIORITY, knownPriority(cookie)));
        header.append("SameSite", known(cookie, CookieField.SAME_SITE, knownSameSite(cookie)));
        return header.text.toString();
    }

    /** {@return the priority, if it is one that browsers know} */
    static Optional<CookiePriority> knownPriority(CookieFields cookie) {
        if (!cookie.isTrue(CookieField.PRIORITY)) {
            return Optional.empty();
        }
        return named(PRIORITIES, cookie, CookieField.PRIORITY);
    }

    /** {@return the value, if it is one that browsers know} */
    static Optional<SameSite> knownSameSite(CookieFields cookie) {
        if (!cookie.isTrue(CookieField.SAME_SITE)) {
            return Optional.empty();
        }
        if ("true".equals(cookie.get(CookieField.SAME_SITE))) {
            return Optional.of(SameSite.STRICT);
        }
        return named(SAME_SITES, cookie, CookieField.SAME_SITE);
    }

    private static <E extends Enum<E>> Optional<String> known(
            CookieFields cookie, CookieField field, Optional<E> value) {
        if (cookie.isTrue(field) && value.isEmpty()) {
            throw new IllegalArgumentException("cookie " + field.member + " is none of those that browsers know");
        }
        return value.map(SetCookie::capitalised);
    }

    private static <E extends Enum<E>> Optional<E> named(List<E> values, CookieFields cookie, CookieField field) {
        String name = cookie.text(field).orElse("").toUpperCase(Locale.ROOT);
        for (E value : values) {
            if (value.name().equals(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static String capitalised(Enum<?> value) {
        return value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String requirePath(String path) {
        if (!CookieSyntax.isPath(path)) {
            throw new IllegalArgumentException("cookie path cannot stand in a header");
        }
        return path;
    }

    private void append(String attribute, Optional<String> value) {
        value.ifPresent(v -> text.append("; ").append(attribute).append('=').append(v));
    }

    private void flag(String attribute, boolean given) {
        if (given) {
            text.append("; ").append(attribute);
        }
    }
}
