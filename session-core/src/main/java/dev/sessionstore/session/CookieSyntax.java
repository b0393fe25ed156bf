package dev.sessionstore.session;

import java.time.Duration;
import java.util.regex.Pattern;

/** What may stand in a Set-Cookie header (RFC 6265, 4.1.1), as strict as Node's cookie package. */
final class CookieSyntax {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
    private static final int LONGEST_LABEL = 63;

    private CookieSyntax() {}

    static boolean isPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c > '~' || c == ';' || c == '<') {
                return false;
            }
        }
        return true;
    }

    /** Labels of letters, digits and inner hyphens between dots; one dot may lead. */
    static boolean isDomain(String domain) {
        int label = domain.startsWith(".") ? 1 : 0;
        for (int dot = domain.indexOf('.', label); dot >= 0; dot = domain.indexOf('.', label)) {
            if (!isLabel(domain, label, dot)) {
                return false;
            }
            label = dot + 1;
        }
        return isLabel(domain, label, domain.length());
    }

    private static boolean isLabel(String domain, int from, int to) {
        if (from == to || to - from > LONGEST_LABEL || domain.charAt(from) == '-' || domain.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = domain.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name '" + name + "' is no cookie name: letters, digits and !#$%&'*+-.^_`|~");
        }
        return name;
    }

    static String requirePath(String path) {
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "cookie path '" + path + "' does not begin with '/': no request would match");
        }
        if (!isPath(path)) {
            throw new IllegalArgumentException("cookie path '" + path + "' has ';', '<' or a character outside ASCII");
        }
        return path;
    }

    static String requireDomain(String domain) {
        if (!isDomain(domain)) {
            throw new IllegalArgumentException("cookie domain '" + domain + "' is no domain name");
        }
        return domain;
    }

    static Duration requireAge(Duration maxAge) {
        long most = JsDate.MAX_MILLIS / 1000;
        if (maxAge.toSeconds() > most || maxAge.toSeconds() < -most) {
            throw new IllegalArgumentException("cookie maxAge " + maxAge + " is beyond the range of a JavaScript date");
        }
        return maxAge;
    }
}
