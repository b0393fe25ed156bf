package dev.sessionstore.conformance;

import dev.sessionstore.WriteOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls on one session that several threads made at the same time. They are linearizable (Herlihy and Wing 1990) if some order
 * of the calls, each taking effect between its begin and its end, explains all answers. The search tries every call that no
 * unexplained call precedes, and remembers dead ends (Wing and Gong 1993, Lowe 2017).
 *
 * @param calls at most 64, of a session that did not exist before
 */
record History(List<Call> calls) {

    /**
     * One call.
     *
     * @param thread who made it
     * @param node at which node
     * @param op what was called
     * @param answer what it answered
     * @param begin before the call, in ns
     * @param end after it, in ns
     */
    record Call(int thread, String node, Op op, Object answer, long begin, long end) {}

    private record Seen(long done, Optional<String> state) {}

    History {
        if (calls.size() > Long.SIZE) {
            throw new IllegalArgumentException("more than 64 calls: " + calls.size());
        }
        calls = calls.stream().sorted(Comparator.comparingLong(Call::begin)).toList();
    }

    boolean isLinearizable() {
        return search(0, Optional.empty(), new HashSet<>());
    }

    /**
     * The history without the calls that are not needed to show that it is not linearizable. Only calls without an effect may
     * be dropped: a read, or a call that answered that it did nothing.
     */
    History smallest() {
        List<Call> left = new ArrayList<>(calls);
        for (Call call : calls) {
            List<Call> fewer = new ArrayList<>(left);
            fewer.remove(call);
            if (hadNoEffect(call) && !new History(fewer).isLinearizable()) {
                left = fewer;
            }
        }
        return new History(left);
    }

    private static boolean hadNoEffect(Call call) {
        return switch (call.op().kind()) {
            case GET -> true;
            case SET -> false;
            case TOUCH -> !call.op().past() || call.answer().equals(false);
            case DESTROY, CREATE -> call.answer().equals(false);
            case REPLACE -> !call.answer().equals(WriteOutcome.WRITTEN);
        };
    }

    private boolean search(long done, Optional<String> state, Set<Seen> deadEnds) {
        if (Long.bitCount(done) == calls.size()) {
            return true;
        }
        if (!deadEnds.add(new Seen(done, state))) {
            return false;
        }
        long firstEnd = Long.MAX_VALUE;
        for (int i = 0; i < calls.size(); i++) {
            if ((done & (1L << i)) == 0) {
                firstEnd = Math.min(firstEnd, calls.get(i).end());
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if ((done & (1L << i)) != 0 || call.begin() > firstEnd) {
                continue;
            }
            Op.Effect effect = call.op().in(state);
            if (effect.answer().equals(call.answer()) && search(done | (1L << i), effect.state(), deadEnds)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        long begin = calls.isEmpty() ? 0 : calls.get(0).begin();
        StringBuilder text = new StringBuilder();
        for (Call call : calls) {
            text.append(String.format(
                    "\n      %7d to %7d µs  thread %d  %s.%s → %s",
                    (call.begin() - begin) / 1000,
                    (call.end() - begin) / 1000,
                    call.thread(),
                    call.node(),
                    call.op(),
                    call.answer()));
        }
        return text.toString();
    }
}
