package dev.sessionstore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The checks that all stores share, so that every store refuses the same arguments in the same order with the same messages. A
 * call begins with {@link #requireOpen} and goes on with the check that is named after it. {@link Store} defines the order.
 */
public final class StoreArguments {

    /** The longest sid, in {@code char}s. */
    public static final int MAX_SID_LENGTH = 128;

    /** The longest owner, in {@code char}s. */
    public static final int MAX_OWNER_LENGTH = 1024;

    private static final int SHOWN = 4;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private StoreArguments() {}

    /**
     * Begins every call but {@code on}, {@code once}, {@code close} and the accessors, before any argument is checked.
     *
     * @param open whether the store is open
     * @throws IllegalStateException when it is not
     */
    public static void requireOpen(boolean open) {
        if (!open) {
            throw new IllegalStateException("The store is closed");
        }
    }

    /**
     * The arguments of {@link Store#touch}.
     *
     * @param sid the session's id
     * @param expiresAt the new expiry
     * @throws IllegalArgumentException that says why the sid is refused
     */
    public static void requireTouch(String sid, Instant expiresAt) {
        requireSid(sid);
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * The arguments of {@link Store#set} and {@link ConditionalWrites#create}.
     *
     * @param sid the session's id
     * @param data the text to write
     * @param expiresAt the new expiry
     * @throws IllegalArgumentException that says why the sid or the text is refused; the sid is checked first
     */
    public static void requireWrite(String sid, String data, Instant expiresAt) {
        requireSid(sid);
        requireData(data);
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * The arguments of {@link ConditionalWrites#replace}. The expected text is checked last.
     *
     * @param sid the session's id
     * @param expectedData the text that is expected
     * @param data the text to write
     * @param expiresAt the new expiry
     * @throws IllegalArgumentException that says why the sid or a text is refused
     */
    public static void requireReplace(String sid, String expectedData, String data, Instant expiresAt) {
        requireWrite(sid, data, expiresAt);
        requireData(expectedData);
    }

    /**
     * The argument of {@link Sweeping#sweep}.
     *
     * @param atMost how many to remove at most
     * @throws IllegalArgumentException when that is less than 1
     */
    public static void requireAtMost(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("atMost: 1 or more, was " + atMost);
        }
    }

    /**
     * The argument of {@link Watching#watch}.
     *
     * @param proofEvery from 1 ms to 1 minute
     * @throws IllegalArgumentException when it is less or more
     */
    public static void requireProofEvery(Duration proofEvery) {
        if (proofEvery.compareTo(Duration.ofMillis(1)) < 0 || proofEvery.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("proofEvery: from 1 ms to 1 minute, was " + proofEvery);
        }
    }

    /**
     * The arguments of {@link Owners#bind}.
     *
     * @param sid the session's id
     * @param owner whose session it is
     * @param until when the entry ends
     * @throws IllegalArgumentException that says why the sid or the owner is refused, without showing the owner
     */
    public static void requireBind(String sid, String owner, Instant until) {
        requireSid(sid);
        requireOwner(owner);
        Objects.requireNonNull(until, "until");
    }

    /**
     * The argument of {@link Owners#sids} and {@link Owners#destroyAll}, and the second one of {@link Owners#bind} and
     * {@link Owners#unbind}.
     *
     * @param owner whose session it is
     * @return the same owner
     * @throws IllegalArgumentException that says why the owner is refused, without showing it
     */
    public static String requireOwner(String owner) {
        String problem = problem(Objects.requireNonNull(owner, "owner"), MAX_OWNER_LENGTH);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("owner " + problem);
        }
        return owner;
    }

    /**
     * The name under which every backend keeps an owner's entries: SHA-256 of its UTF-8 bytes, as 64 lower-case hexadecimal
     * digits, which no collation and no glob pattern mistakes for another.
     *
     * @param owner whose session it is
     * @return the digest
     * @throws IllegalArgumentException as {@link #requireOwner}
     */
    public static String ownerDigest(String owner) {
        byte[] text = requireOwner(owner).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * Whether every store may keep a session under this id. {@link Store#get} answers absent for what is not.
     *
     * @param sid the session's id
     * @return true for 1 to {@value #MAX_SID_LENGTH} chars of well-formed UTF-16 without NUL
     */
    public static boolean isSid(String sid) {
        return sidProblem(sid).isEmpty();
    }

    /**
     * Refuses what {@link #isSid} refuses. Every write begins with it.
     *
     * @param sid the session's id
     * @return the same sid
     * @throws IllegalArgumentException that says why the sid is refused
     */
    public static String requireSid(String sid) {
        String problem = sidProblem(sid);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("sid " + problem);
        }
        return sid;
    }

    /**
     * Refuses text that no store could give back unchanged: empty, with a raw NUL, or with an unpaired surrogate.
     *
     * @param data a JSON text; it is not parsed
     * @return the same text
     * @throws IllegalArgumentException that says why and at which index, without showing the text
     */
    public static String requireData(String data) {
        if (Objects.requireNonNull(data, "data").isEmpty()) {
            throw new IllegalArgumentException("data is empty");
        }
        int bad = firstInvalid(data);
        if (bad >= 0) {
            throw new IllegalArgumentException("data " + problemAt(data, bad));
        }
        return data;
    }

    /**
     * An expiry as the milliseconds that a store compares with its clock's {@code millis()}: a session is expired when they are
     * not later than now. Rounded up, so that with a clock that rounds down no session ends early and none is readable for a
     * whole millisecond too long. An instant that milliseconds cannot hold becomes the latest or the earliest that they can.
     *
     * @param expiresAt an absolute instant, {@link Instant#MAX} included
     * @return milliseconds since 1970-01-01T00:00Z
     */
    public static long toMillis(Instant expiresAt) {
        Objects.requireNonNull(expiresAt, "expiresAt");
        long second = expiresAt.getEpochSecond();
        long millis = (expiresAt.getNano() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        if (second >= Long.MAX_VALUE / 1000) {
            return Long.MAX_VALUE;
        }
        return second <= Long.MIN_VALUE / 1000 ? Long.MIN_VALUE : second * 1000 + millis;
    }

    /**
     * A sid as messages and logs may show it: at most its first characters, and its length.
     *
     * @param sid the session's id
     * @return the redacted sid
     */
    public static String shorten(String sid) {
        int shown = Math.min(SHOWN, sid.length() / 4);
        if (shown > 0 && Character.isHighSurrogate(sid.charAt(shown - 1))) {
            shown--;
        }
        StringBuilder text = new StringBuilder(SHOWN + 16);
        sid.substring(0, shown).codePoints().forEach(c -> text.appendCodePoint(isPrintable(c) ? c : '?'));
        return text.append("…(").append(sid.length()).append(')').toString();
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint > ' ' && codePoint < 0x7f;
    }

    private static String sidProblem(String sid) {
        return problem(Objects.requireNonNull(sid, "sid"), MAX_SID_LENGTH);
    }

    private static String problem(String id, int maxLength) {
        if (id.isEmpty()) {
            return "is empty";
        }
        if (id.length() > maxLength) {
            return "is " + id.length() + " characters long, at most " + maxLength + " can be kept";
        }
        int bad = firstInvalid(id);
        return bad < 0 ? "" : problemAt(id, bad);
    }

    private static String problemAt(String text, int index) {
        String what = text.charAt(index) == 0 ? "a NUL character" : "an unpaired surrogate";
        return "has " + what + " at index " + index;
    }

    private static int firstInvalid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
