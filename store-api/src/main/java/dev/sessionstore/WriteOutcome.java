package dev.sessionstore;

/** How a {@link ConditionalWrites#replace} ended. */
public enum WriteOutcome {
    /** The expected text was there and has been replaced. */
    WRITTEN,
    /** There is no live session under this id. Nothing was written. */
    GONE,
    /** There is a session with another text. Nothing was written. */
    CHANGED
}
