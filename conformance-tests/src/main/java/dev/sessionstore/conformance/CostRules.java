package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.BUDGET;
import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;

/** What a call costs: round trips to the server, for stores that promise a {@link Budget}. */
interface CostRules {

    @Rule(
            id = "COST-1",
            needs = BUDGET,
            says = "get keeps to the promised number of round trips, whether there is a session or not",
            because = "it is on the way of every request")
    default void getKeepsToItsBudget(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().get(sid);
        int budget = budget(trial).get();
        expectAtMost(trial, budget, () -> trial.a().get(sid));
        expectAtMost(trial, budget, () -> trial.a().get(trial.sid()));
    }

    @Rule(
            id = "COST-2",
            needs = BUDGET,
            says = "set keeps to the promised number of round trips, for new, known and ended sessions",
            because = "it is on the way of every request that changes something")
    default void setKeepsToItsBudget(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        trial.a().set(trial.sid(), TEXT, trial.past());
        int budget = budget(trial).set();
        expectAtMost(trial, budget, () -> trial.a().set(sid, TEXT, trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().set(sid, OTHER, trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().set(sid, OTHER, trial.past()));
    }

    @Rule(
            id = "COST-3",
            needs = BUDGET,
            says = "touch keeps to the promised number of round trips, whether there is a session or not",
            because = "it is on the way of most requests that only read")
    default void touchKeepsToItsBudget(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().touch(sid, trial.inAnHour());
        int budget = budget(trial).touch();
        expectAtMost(trial, budget, () -> trial.a().touch(sid, trial.in(HOUR.multipliedBy(2))));
        expectAtMost(trial, budget, () -> trial.a().touch(trial.sid(), trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().touch(sid, trial.past()));
    }

    @Rule(
            id = "COST-4",
            needs = BUDGET,
            says = "destroy keeps to the promised number of round trips, whether there is a session or not",
            because = "a promise about costs is a promise")
    default void destroyKeepsToItsBudget(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().destroy(trial.sid());
        int budget = budget(trial).destroy();
        expectAtMost(trial, budget, () -> trial.a().destroy(sid));
        expectAtMost(trial, budget, () -> trial.a().destroy(sid));
    }

    @Rule(
            id = "COST-5",
            needs = {BUDGET, CONDITIONAL_WRITES},
            says = "create keeps to the promised number of round trips, whether the sid is free, taken or expired",
            because = "every new visitor waits for it")
    default void createKeepsToItsBudget(RuleContext trial) {
        String expired = trial.sid();
        trial.a().create(expired, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        String sid = trial.sid();
        trial.a().create(trial.sid(), TEXT, trial.inAnHour());
        int budget = budget(trial).create();
        expectAtMost(trial, budget, () -> trial.a().create(sid, TEXT, trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().create(sid, OTHER, trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().create(expired, OTHER, trial.inAnHour()));
    }

    @Rule(
            id = "COST-6",
            needs = {BUDGET, CONDITIONAL_WRITES},
            says =
                    "replace keeps to the promised number of round trips where it writes; one more may find out why nothing was written",
            because = "it is on the way of every request that changes something, and a conflict is rare")
    default void replaceKeepsToItsBudget(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, "0", trial.inAnHour());
        trial.a().replace(sid, "0", TEXT, trial.inAnHour());
        int budget = budget(trial).replace();
        expectAtMost(trial, budget, () -> trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
        expectAtMost(trial, budget + 1, () -> trial.a().replace(sid, TEXT, "1", trial.inAnHour()));
        expectAtMost(trial, budget + 1, () -> trial.a().replace(trial.sid(), TEXT, OTHER, trial.inAnHour()));
        expectAtMost(trial, budget, () -> trial.a().replace(sid, OTHER, TEXT, trial.past()));
    }

    private static Budget budget(RuleContext trial) {
        return trial.harness().budget().orElseThrow();
    }

    private static void expectAtMost(RuleContext trial, int budget, Runnable call) {
        long before = trial.harness().roundTrips().orElseThrow();
        call.run();
        long made = trial.harness().roundTrips().orElseThrow() - before;
        trial.expect("at most " + budget + " round trips for this call", made <= budget, made);
    }
}
