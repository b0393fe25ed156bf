package dev.sessionstore.conformance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random calls from several threads at two nodes, and checks the answers. Small histories come first. */
final class RandomHistories {

    private static final int ROUNDS = 25;

    private final RuleContext context;
    private final List<Op> ops;
    private final Instant future;
    private final Instant past;

    RandomHistories(RuleContext context) {
        this.context = context;
        boolean conditional = context.a().store().conditionalWrites().isPresent();
        ops = Op.all("1", "2").stream()
                .filter(op -> conditional || !op.isConditional())
                .toList();
        future = context.inAnHour();
        past = context.past();
    }

    void check() {
        long seed = System.nanoTime();
        context.note("random calls, seed " + seed);
        Random random = new Random(seed);
        int[][] sizes = {{2, 2}, {2, 4}, {3, 4}, {4, 5}, {6, 6}};
        for (int[] size : sizes) {
            for (int round = 0; round < ROUNDS; round++) {
                History history = record(size[0], size[1], random);
                if (!history.isLinearizable()) {
                    throw new RuleViolation(
                            "an order of these calls that explains every answer",
                            "none; the calls were, on a session that did not exist before:" + history.smallest());
                }
            }
        }
    }

    private History record(int threads, int callsEach, Random random) {
        String sid = context.sid();
        List<List<Op>> plans = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            plans.add(random.ints(callsEach, 0, ops.size()).mapToObj(ops::get).toList());
        }
        List<List<History.Call>> recorded =
                context.together(threads, thread -> () -> play(thread, sid, plans.get(thread)));
        return new History(recorded.stream().flatMap(List::stream).toList());
    }

    private List<History.Call> play(int thread, String sid, List<Op> plan) {
        Node node = (thread % 2 == 0 ? context.a() : context.b()).silently();
        String name = thread % 2 == 0 ? "A" : "B";
        List<History.Call> calls = new ArrayList<>();
        for (Op op : plan) {
            long begin = System.nanoTime() - age(node, op);
            Object answer = op.on(node, sid, future, past);
            calls.add(new History.Call(thread, name, op, answer, begin, System.nanoTime()));
        }
        return calls;
    }

    /** A read of a store whose reads may be old may have taken effect that much earlier. */
    private static long age(Node node, Op op) {
        return op.kind() == Op.Kind.GET ? node.store().staleness().toNanos() : 0;
    }
}
