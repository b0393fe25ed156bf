package dev.sessionstore.servlet;

/**
 * The JSON form of an attribute of an {@code HttpSession}, chosen with {@link SessionFilter.Builder#attribute(String,
 * AttributeCodec)} or {@link SessionFilter.Builder#otherwise}. What {@link #write} gives is read back once when the attribute is
 * set, so a value that would not come back is refused then. An object that is changed in place is noticed when its text is
 * another. Thread-safe.
 */
public interface AttributeCodec {

    /**
     * Writes a value.
     *
     * @param value what was set, never null
     * @return one JSON value
     * @throws RuntimeException when the value has no such form; the message says what to do
     */
    String write(Object value);

    /**
     * Reads a value.
     *
     * @param json what {@link #write} gave, perhaps on another node or in an older version of the application
     * @return the value
     * @throws RuntimeException when the text is not of this form; the message must not quote it
     */
    Object read(String json);
}
