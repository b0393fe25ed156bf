package dev.sessionstore.session;

import java.util.Objects;

/** Names that an attribute cannot have, because express-session uses them or drops them when it loads a session. */
final class AttributeNames {

    static final String COOKIE = "cookie";

    /** When the session began, in ms since 1970. Our own member; Node keeps it as data. */
    static final String CREATED = "_created";

    /** The session's own idle timeout in ms, zero for never. Our own member; Node keeps it as data. */
    static final String IDLE = "_idle";

    private AttributeNames() {}

    /** {@return whether express-session leaves a stored member of this name out of the session} */
    static boolean isDropped(String name) {
        return switch (name) {
            case "id",
                    "req",
                    "touch",
                    "resetMaxAge",
                    "save",
                    "reload",
                    "destroy",
                    "regenerate",
                    "constructor",
                    "hasOwnProperty",
                    "isPrototypeOf",
                    "propertyIsEnumerable",
                    "toLocaleString",
                    "toString",
                    "valueOf",
                    "__proto__",
                    "__defineGetter__",
                    "__defineSetter__",
                    "__lookupGetter__",
                    "__lookupSetter__" -> true;
            default -> false;
        };
    }

    static boolean isAttribute(String name) {
        return isMerged(name) && !name.equals(IDLE);
    }

    /** {@return whether a change of the member is saved, and merged with what other requests saved} */
    static boolean isMerged(String name) {
        return !name.equals(COOKIE) && !name.equals(CREATED) && !isDropped(name);
    }

    static String requireAttribute(String name) {
        if (!isAttribute(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException(
                    "attribute name '" + name + "' is reserved by the session layer or by Node's");
        }
        return name;
    }
}
