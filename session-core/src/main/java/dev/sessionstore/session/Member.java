package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/**
 * One member of a JSON object, by its position in the text; its name and value are cut out at their first use. Not
 * thread-safe.
 */
final class Member {

    private final String text;
    private final int start;
    private final int nameEnd;
    private final int valueStart;
    private final int end;
    private @Nullable String name;
    private @Nullable String value;

    /**
     * @param start where the name's first quote is
     * @param nameEnd after the name's second quote
     * @param end after the value
     * @param name null when the name stands in the text without escapes
     */
    Member(String text, int start, int nameEnd, int valueStart, int end, @Nullable String name) {
        this.text = text;
        this.start = start;
        this.nameEnd = nameEnd;
        this.valueStart = valueStart;
        this.end = end;
        this.name = name;
    }

    /** {@return a member that is in no object yet} */
    static Member alone(String name, String value) {
        return new Member(value, 0, 0, 0, value.length(), name);
    }

    String name() {
        if (name == null) {
            name = text.substring(start + 1, nameEnd - 1);
        }
        return name;
    }

    boolean isNamed(String other) {
        return name != null
                ? name.equals(other)
                : nameEnd - start - 2 == other.length() && text.startsWith(other, start + 1);
    }

    /** {@return the text of its value, as it stands there} */
    String value() {
        if (value == null) {
            value = switch (text.charAt(valueStart)) {
                case 't' -> "true";
                case 'f' -> "false";
                case 'n' -> "null";
                default -> text.substring(valueStart, end);
            };
        }
        return value;
    }

    /** {@return whether name and colon stand before the value as they would be written: no escapes, no blanks} */
    boolean isCompact() {
        return valueStart == nameEnd + 1 && name().length() == nameEnd - start - 2;
    }

    /** {@return whether only a comma is between the two} Of members in compact form. */
    boolean isRightAfter(Member other) {
        return text == other.text && start == other.end + 1;
    }

    /** {@return what stands from this member to another one, which comes later or is this} */
    String upTo(Member last) {
        return text.substring(start, last.end);
    }
}
