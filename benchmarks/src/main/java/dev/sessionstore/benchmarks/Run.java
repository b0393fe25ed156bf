package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.PlanBuilder;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One run of a suite: one table.
 *
 * @param suite to which it belongs
 * @param name of its own, and of its results file
 * @param description what it shows, for the heading of the table
 * @param level what is measured, as the results name it
 * @param workload what one operation is
 * @param threads how many work at once unless an option says otherwise
 * @param targets who takes part; starts the servers that they need
 * @param defaults how long and how often, unless an option says otherwise
 * @param settings what is particular to this run, whatever the options say
 */
record Run(
        String suite,
        String name,
        String description,
        String level,
        Workload workload,
        List<Integer> threads,
        Function<Servers, List<TargetSpec>> targets,
        UnaryOperator<PlanBuilder> defaults,
        UnaryOperator<PlanBuilder> settings) {

    Run(
            String suite,
            String name,
            String description,
            String level,
            Workload workload,
            List<Integer> threads,
            Function<Servers, List<TargetSpec>> targets) {
        this(
                suite,
                name,
                description,
                level,
                workload,
                threads,
                targets,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    /** {@return the same with other defaults} */
    Run withDefaults(UnaryOperator<PlanBuilder> others) {
        return new Run(suite, name, description, level, workload, threads, targets, others, settings);
    }

    /** {@return the same with something particular} */
    Run with(UnaryOperator<PlanBuilder> change) {
        return new Run(
                suite,
                name,
                description,
                level,
                workload,
                threads,
                targets,
                defaults,
                plan -> change.apply(settings.apply(plan)));
    }
}
