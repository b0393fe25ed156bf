package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.Workload;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One run of a suite: one table.
 *
 * @param suite to which it belongs
 * @param name of its own, and of its results file
 * @param says what it shows, for the heading of the table
 * @param level what is measured, as the results name it
 * @param workload what one operation is
 * @param threads how many work at once when nothing else is asked for
 * @param candidates who takes part; starts the servers that they need
 * @param defaults how long and how often, when nothing else is asked for
 * @param settings what is particular to this run, whatever is asked for
 */
record Run(
        String suite,
        String name,
        String says,
        String level,
        Workload workload,
        List<Integer> threads,
        Function<Servers, List<Candidate>> candidates,
        UnaryOperator<PlanBuilder> defaults,
        UnaryOperator<PlanBuilder> settings) {

    Run(
            String suite,
            String name,
            String says,
            String level,
            Workload workload,
            List<Integer> threads,
            Function<Servers, List<Candidate>> candidates) {
        this(
                suite,
                name,
                says,
                level,
                workload,
                threads,
                candidates,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    /** {@return the same with other defaults} */
    Run withDefaults(UnaryOperator<PlanBuilder> others) {
        return new Run(suite, name, says, level, workload, threads, candidates, others, settings);
    }

    /** {@return the same with something particular} */
    Run with(UnaryOperator<PlanBuilder> change) {
        return new Run(
                suite,
                name,
                says,
                level,
                workload,
                threads,
                candidates,
                defaults,
                plan -> change.apply(settings.apply(plan)));
    }
}
