package dev.sessionstore.bench;

/** The one check for numbers, of plans, options and pages. */
public final class Bounds {

    private Bounds() {}

    /**
     * Refuses a number that is too small or too large.
     *
     * @param name of the input, for the message
     * @param value what was given
     * @param least that is taken
     * @param most that is taken
     * @return the value
     * @throws IllegalArgumentException that names the input when the value is outside
     */
    public static long check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + least + " and " + most);
        }
        return value;
    }
}
