package dev.sessionstore.demo;

/** The one check for numbers. */
final class Bounds {

    private Bounds() {}

    /** @throws IllegalArgumentException that names the input when the value is outside */
    static long check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + least + " and " + most);
        }
        return value;
    }
}
