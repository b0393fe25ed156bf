package dev.sessionstore.conformance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The active faults of a {@link FaultProxy}, and the texts that it looks for in requests. */
final class ProxyTraffic {

    /** The fault that a request triggers. */
    enum Fault {
        NONE,
        CUT_BEFORE,
        LOSE_ANSWER
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> watched = new LinkedHashMap<>();
    private final AtomicLong roundTrips = new AtomicLong();
    private boolean hanging;
    private int answersBeforeHanging;
    private boolean reading = true;
    private boolean mute;
    private Duration delay = Duration.ZERO;
    private Duration trickle = Duration.ZERO;
    private @Nullable String loseAnswerTo;
    private @Nullable String cutBefore;

    void hang() {
        locked(() -> hanging = true);
    }

    /** Hangs after this many more answers. */
    void hangAfter(int answers) {
        locked(() -> answersBeforeHanging = answers);
    }

    void stopReading() {
        locked(() -> reading = false);
    }

    /** New connections get no answer. */
    void mute() {
        locked(() -> mute = true);
    }

    boolean isMute() {
        lock.lock();
        try {
            return mute;
        } finally {
            lock.unlock();
        }
    }

    void trickle(Duration pause) {
        locked(() -> trickle = pause);
    }

    void delay(Duration late) {
        locked(() -> delay = late);
    }

    void loseAnswerTo(String text) {
        locked(() -> loseAnswerTo = text);
    }

    void cutBefore(String text) {
        locked(() -> cutBefore = text);
    }

    void watch(String text) {
        locked(() -> watched.putIfAbsent(text, 0L));
    }

    long timesSent(String text) {
        lock.lock();
        try {
            return watched.getOrDefault(text, 0L);
        } finally {
            lock.unlock();
        }
    }

    void countRoundTrip() {
        roundTrips.incrementAndGet();
    }

    long roundTrips() {
        return roundTrips.get();
    }

    void heal() {
        locked(() -> {
            hanging = false;
            answersBeforeHanging = 0;
            reading = true;
            mute = false;
            delay = Duration.ZERO;
            trickle = Duration.ZERO;
            loseAnswerTo = null;
            cutBefore = null;
        });
    }

    void wakeAll() {
        locked(() -> {});
    }

    /** Waits while hanging or not reading; false when the link ended meanwhile. */
    boolean awaitRequest(ProxyLink link) {
        lock.lock();
        try {
            while ((hanging || !reading) && !link.isOver()) {
                changed.awaitUninterruptibly();
            }
            return !link.isOver();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while hanging and for the delay; false when the link ended meanwhile. */
    boolean awaitAnswer(ProxyLink link) {
        return await(link, () -> delay, true) && countAnswer();
    }

    /** Waits before the next byte of an answer that trickles; false when it does not trickle, or the link ended meanwhile. */
    boolean awaitNextByte(ProxyLink link) {
        return isTrickling() && await(link, () -> trickle, false);
    }

    private boolean countAnswer() {
        locked(() -> hanging = hanging || answersBeforeHanging > 0 && --answersBeforeHanging == 0);
        return true;
    }

    private boolean isTrickling() {
        lock.lock();
        try {
            return !trickle.isZero();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(ProxyLink link, Supplier<Duration> pause, boolean whileHanging) {
        long began = System.nanoTime();
        lock.lock();
        try {
            for (long left = left(pause, began);
                    (whileHanging && hanging || left > 0) && !link.isOver();
                    left = left(pause, began)) {
                if (left > 0) {
                    changed.awaitNanos(left);
                } else {
                    changed.awaitUninterruptibly();
                }
            }
            return !link.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static long left(Supplier<Duration> pause, long began) {
        return pause.get().toNanos() - (System.nanoTime() - began);
    }

    /** Looks for texts in the requests of one connection, across packets. */
    Scanner scanner() {
        return new Scanner();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Used by one thread. */
    final class Scanner {

        private static final int LONGEST_TEXT = 256;

        private String tail = "";

        Fault scan(byte[] bytes, int length) {
            String piece = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            String seen = tail + piece;
            int fresh = tail.length();
            tail = seen.substring(Math.max(0, seen.length() - LONGEST_TEXT));
            lock.lock();
            try {
                watched.replaceAll((text, times) -> times + occurrences(seen, text, fresh));
                if (cutBefore != null && occurrences(seen, cutBefore, fresh) > 0) {
                    cutBefore = null;
                    return Fault.CUT_BEFORE;
                }
                if (loseAnswerTo != null && occurrences(seen, loseAnswerTo, fresh) > 0) {
                    loseAnswerTo = null;
                    return Fault.LOSE_ANSWER;
                }
                return Fault.NONE;
            } finally {
                lock.unlock();
            }
        }

        /** Those that end in the new part; the others were counted before. */
        private static int occurrences(String seen, String text, int fresh) {
            int count = 0;
            int from = Math.max(0, fresh - text.length() + 1);
            for (int at = seen.indexOf(text, from); at >= 0; at = seen.indexOf(text, at + text.length())) {
                count++;
            }
            return count;
        }
    }
}
