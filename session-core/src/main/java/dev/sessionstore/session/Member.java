package dev.sessionstore.session;

import org.jspecify.annotations.Nullable;

/** One member of a JSON object, where it stands in the text; cut out when somebody asks for it. Not thread-safe. */
final class Member {

    private final String text;
    private final String name;
    private final int start;
    private final int valueStart;
    private final int end;
    private @Nullable String value;

    /**
     * @param start where the name's quote is
     * @param end after the value
     */
    Member(String text, String name, int start, int valueStart, int end) {
        this.text = text;
        this.name = name;
        this.start = start;
        this.valueStart = valueStart;
        this.end = end;
    }

    /** {@return a member of an object that is not written yet} */
    static Member alone(String name, String value) {
        return new Member(value, name, 0, 0, value.length());
    }

    String name() {
        return name;
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

    int length() {
        return end - valueStart;
    }

    /** {@return whether name and colon stand before the value as they would be written: no escapes, no blanks} */
    boolean isCompact() {
        return valueStart - start == name.length() + 3;
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
