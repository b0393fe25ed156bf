package dev.sessionstore.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/** The steps of a rule for the report. Thread-safe; keeps the last steps only. */
final class Steps {

    private static final int REMEMBERED = 40;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Step> last = new ArrayDeque<>();
    private int count;

    /** Makes a call and records how it ended. */
    <T> T take(String what, Wording wording, Callable<T> call) {
        Step step = begin(what);
        try {
            T result = call.call();
            step.end = " → " + wording.of(result);
            return result;
        } catch (Throwable thrown) {
            step.end = " → threw " + wording.of(thrown);
            throw RuleViolation.sneak(thrown);
        }
    }

    /** Makes a call without a result. */
    void run(String what, Wording wording, Action call) {
        Step step = begin(what);
        try {
            call.run();
            step.end = "";
        } catch (Throwable thrown) {
            step.end = " → threw " + wording.of(thrown);
            throw RuleViolation.sneak(thrown);
        }
    }

    /** Records a step without a result. */
    void note(String what) {
        begin(what).end = "";
    }

    private Step begin(String what) {
        lock.lock();
        try {
            if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            Step step = new Step(++count, what);
            last.addLast(step);
            return step;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            StringBuilder text = new StringBuilder();
            int earlier = count - last.size();
            if (earlier > 0) {
                text.append("    (").append(earlier).append(" earlier steps)\n");
            }
            for (Step step : last) {
                text.append(String.format("    %3d. %s%s\n", step.number, step.what, step.end));
            }
            return text.isEmpty() ? "    (none)\n" : text.toString();
        } finally {
            lock.unlock();
        }
    }

    private static final class Step {
        final int number;
        final String what;
        volatile String end = " → (has not returned)";

        Step(int number, String what) {
            this.number = number;
            this.what = what;
        }
    }
}
