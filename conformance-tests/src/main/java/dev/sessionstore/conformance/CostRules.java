package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.BUDGET;
import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;

/** What a call costs: round trips to the server, for stores that promise a {@link Budget}. */
interface CostRules {

    @Rule(
            id = "COST-1",
            needs = BUDGET,
            says = "get keeps to the promised number of round trips, whether there is a session or not",
            because = "every request waits for it")
    default void getKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().get(sid);
        int budget = budget(context).get();
        expectAtMost(context, budget, () -> context.a().get(sid));
        expectAtMost(context, budget, () -> context.a().get(context.sid()));
    }

    @Rule(
            id = "COST-2",
            needs = BUDGET,
            says = "set keeps to the promised number of round trips, for new, known and removed sessions",
            because = "every request that changes something waits for it")
    default void setKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.a().set(context.sid(), TEXT, context.past());
        int budget = budget(context).set();
        expectAtMost(context, budget, () -> context.a().set(sid, TEXT, context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().set(sid, OTHER, context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().set(sid, OTHER, context.past()));
    }

    @Rule(
            id = "COST-3",
            needs = BUDGET,
            says = "touch keeps to the promised number of round trips, whether there is a session or not",
            because = "most requests that only read wait for it")
    default void touchKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().touch(sid, context.inAnHour());
        int budget = budget(context).touch();
        expectAtMost(context, budget, () -> context.a().touch(sid, context.in(HOUR.multipliedBy(2))));
        expectAtMost(context, budget, () -> context.a().touch(context.sid(), context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().touch(sid, context.past()));
    }

    @Rule(
            id = "COST-4",
            needs = BUDGET,
            says = "destroy keeps to the promised number of round trips, whether there is a session or not",
            because = "every logout waits for it")
    default void destroyKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().destroy(context.sid());
        int budget = budget(context).destroy();
        expectAtMost(context, budget, () -> context.a().destroy(sid));
        expectAtMost(context, budget, () -> context.a().destroy(sid));
    }

    @Rule(
            id = "COST-5",
            needs = {BUDGET, CONDITIONAL_WRITES},
            says = "create keeps to the promised number of round trips, whether the sid is free, taken or expired",
            because = "every new visitor waits for it")
    default void createKeepsToItsBudget(RuleContext context) {
        String expired = context.sid();
        context.a().create(expired, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        String sid = context.sid();
        context.a().create(context.sid(), TEXT, context.inAnHour());
        int budget = budget(context).create();
        expectAtMost(context, budget, () -> context.a().create(sid, TEXT, context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().create(sid, OTHER, context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().create(expired, OTHER, context.inAnHour()));
    }

    @Rule(
            id = "COST-6",
            needs = {BUDGET, CONDITIONAL_WRITES},
            says =
                    "replace keeps to the promised number of round trips where it writes; one more may find out why nothing was written",
            because = "every request that changes something waits for it, and a conflict is rare")
    default void replaceKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, "0", context.inAnHour());
        context.a().replace(sid, "0", TEXT, context.inAnHour());
        int budget = budget(context).replace();
        expectAtMost(context, budget, () -> context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
        expectAtMost(context, budget + 1, () -> context.a().replace(sid, TEXT, "1", context.inAnHour()));
        expectAtMost(context, budget + 1, () -> context.a().replace(context.sid(), TEXT, OTHER, context.inAnHour()));
        expectAtMost(context, budget, () -> context.a().replace(sid, OTHER, TEXT, context.past()));
    }

    @Rule(
            id = "COST-7",
            needs = {BUDGET, OWNERS},
            says = "bind and unbind keep to the promised number of round trips, whether there is an entry or not",
            because = "every login, every renewal and every logout waits for it",
            source = "the javadoc of dev.sessionstore.Owners")
    default void bindKeepsToItsBudget(RuleContext context) {
        String sid = context.sid();
        context.a().bind(context.sid(), "zoe", context.inAnHour());
        context.a().unbind(context.sid(), "zoe");
        Budget budget = budget(context);
        expectAtMost(context, budget.bind(), () -> context.a().bind(sid, "zoe", context.inAnHour()));
        expectAtMost(context, budget.bind(), () -> context.a().bind(sid, "zoe", context.in(HOUR.multipliedBy(2))));
        expectAtMost(context, budget.bind(), () -> context.a().bind(sid, "noah", context.inAnHour()));
        expectAtMost(context, budget.bind(), () -> context.a().bind(context.sid(), "zoe", context.past()));
        expectAtMost(context, budget.unbind(), () -> context.a().unbind(sid, "zoe"));
        expectAtMost(context, budget.unbind(), () -> context.a().unbind(sid, "zoe"));
    }

    private static Budget budget(RuleContext context) {
        return context.harness().budget().orElseThrow();
    }

    private static void expectAtMost(RuleContext context, int budget, Runnable call) {
        long before = context.harness().roundTrips().orElseThrow();
        call.run();
        long made = context.harness().roundTrips().orElseThrow() - before;
        context.expect("at most " + budget + " round trips for this call", made <= budget, made);
    }
}
