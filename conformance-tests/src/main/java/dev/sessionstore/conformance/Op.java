package dev.sessionstore.conformance;

import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call on one session, and the contract for it: its answer in a state, and the state that follows. A state is the live
 * session's text, or empty.
 *
 * @param kind which method
 * @param text the text to write; empty where none is written
 * @param expected the text to compare with; empty where none is compared
 * @param past whether the expiry is already past
 */
record Op(Kind kind, String text, String expected, boolean past) {

    /** The methods that work on one session. */
    enum Kind {
        GET,
        SET,
        TOUCH,
        DESTROY,
        CREATE,
        REPLACE
    }

    /** What a call answers, and the state that follows. */
    record Effect(Object answer, Optional<String> state) {}

    private static final String DONE = "done";

    static Op get() {
        return new Op(Kind.GET, "", "", false);
    }

    static Op set(String text, boolean past) {
        return new Op(Kind.SET, text, "", past);
    }

    static Op touch(boolean past) {
        return new Op(Kind.TOUCH, "", "", past);
    }

    static Op destroy() {
        return new Op(Kind.DESTROY, "", "", false);
    }

    static Op create(String text, boolean past) {
        return new Op(Kind.CREATE, text, "", past);
    }

    static Op replace(String expected, String text, boolean past) {
        return new Op(Kind.REPLACE, text, expected, past);
    }

    /** The effect that the contract requires. */
    Effect in(Optional<String> state) {
        Optional<String> ended = past ? Optional.empty() : state;
        Optional<String> written = past ? Optional.empty() : Optional.of(text);
        return switch (kind) {
            case GET -> new Effect(state, state);
            case SET -> new Effect(DONE, written);
            case TOUCH -> new Effect(state.isPresent(), ended);
            case DESTROY -> new Effect(state.isPresent(), Optional.empty());
            case CREATE -> new Effect(state.isEmpty(), state.isPresent() ? state : written);
            case REPLACE -> {
                if (state.isEmpty()) {
                    yield new Effect(WriteOutcome.GONE, state);
                }
                boolean same = state.get().equals(expected);
                yield new Effect(same ? WriteOutcome.WRITTEN : WriteOutcome.CHANGED, same ? written : state);
            }
        };
    }

    /** Makes the call. */
    Object on(Node node, String sid, Instant future, Instant inThePast) {
        Instant expiry = past ? inThePast : future;
        return switch (kind) {
            case GET -> node.get(sid);
            case SET -> {
                node.set(sid, text, expiry);
                yield DONE;
            }
            case TOUCH -> node.touch(sid, expiry);
            case DESTROY -> node.destroy(sid);
            case CREATE -> node.create(sid, text, expiry);
            case REPLACE -> node.replace(sid, expected, text, expiry);
        };
    }

    /** Whether it needs conditional writes. */
    boolean isConditional() {
        return kind == Kind.CREATE || kind == Kind.REPLACE;
    }

    /** All calls that differ in their effect on a session whose text is the first, the second or neither. */
    static List<Op> all(String first, String second) {
        return List.of(
                get(),
                set(first, false),
                set(second, false),
                set(first, true),
                touch(false),
                touch(true),
                destroy(),
                create(second, false),
                create(second, true),
                replace(first, second, false),
                replace(second, first, false),
                replace(first, second, true));
    }

    @Override
    public String toString() {
        String until = past ? ", past" : "";
        return switch (kind) {
            case GET -> "get()";
            case SET -> "set(" + text + until + ")";
            case TOUCH -> "touch(" + (past ? "past" : "") + ")";
            case DESTROY -> "destroy()";
            case CREATE -> "create(" + text + until + ")";
            case REPLACE -> "replace(" + expected + ", " + text + until + ")";
        };
    }
}
