package dev.sessionstore.conformance;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries one rule, on a thread of its own, so that a store that hangs breaks the rule and not the run.
 *
 * @param rule the rule
 * @param limit after which the rule is taken for hung
 */
record RuleRun(Rule rule, Duration limit) {

    /** Long enough for the slowest rule on the slowest server. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** How long a rule waits for what has to come about by itself. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a rule's method and the closing of its stores came to. */
    private record End(Outcome outcome, String detail, String report) {}

    /**
     * Tries it.
     *
     * @param trial where to try it; is ended
     * @param deviation what is known about this store and this rule
     * @param body the rule's method
     */
    Verdict on(RuleContext trial, Optional<KnownDeviation> deviation, Action body) {
        long began = System.nanoTime();
        End end = withinLimit(trial, body);
        End judged = deviation.map(known -> excuse(end, known)).orElse(end);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Verdict(rule, judged.outcome, judged.detail, judged.report, took);
    }

    private End withinLimit(RuleContext trial, Action body) {
        FutureTask<End> task = new FutureTask<>(() -> tryAndEnd(trial, body));
        Thread thread = new Thread(task, "rule " + rule.id());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String where = Stream.of(thread.getStackTrace())
                    .limit(30)
                    .map(frame -> "\n      at " + frame)
                    .collect(Collectors.joining());
            thread.interrupt();
            return broken(trial, "to end within " + limit.toSeconds() + " s", "no end; the thread is" + where);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return broken(trial, "an undisturbed run", "an interruption of the run");
        } catch (ExecutionException e) {
            return broken(trial, e);
        }
    }

    private End tryAndEnd(RuleContext trial, Action body) {
        End end;
        try {
            end = tryIt(trial, body);
        } catch (Throwable thrown) {
            end = broken(trial, thrown);
        }
        try {
            trial.end();
        } catch (Throwable thrown) {
            return end.outcome == Outcome.BROKEN ? end : broken(trial, thrown);
        }
        return end;
    }

    private End tryIt(RuleContext trial, Action body) throws Throwable {
        for (Requirement need : rule.needs()) {
            if (!need.isMetIn(trial)) {
                return new End(need.outcomeWhenMissing(), need.whenMissing(), "");
            }
        }
        body.run();
        return new End(Outcome.KEPT, "", "");
    }

    private End excuse(End end, KnownDeviation known) {
        return switch (end.outcome) {
            case BROKEN -> new End(Outcome.DEVIATES, known.why(), end.report);
            case KEPT ->
                new End(
                        Outcome.BROKEN,
                        "is kept",
                        text("a known deviation: " + known.why(), "the rule is kept", "", ""));
            default ->
                new End(
                        Outcome.BROKEN,
                        end.detail,
                        text("a known deviation: " + known.why(), "not promised at all: " + end.detail, "", ""));
        };
    }

    private End broken(RuleContext trial, Throwable thrown) {
        if (thrown instanceof RuleViolation broken) {
            return broken(trial, broken.expected(), broken.got());
        }
        String stack = Arrays.stream(thrown.getStackTrace())
                .limit(20)
                .map(frame -> "\n      at " + frame)
                .collect(Collectors.joining());
        return broken(trial, "no such failure", thrown + causes(thrown) + stack);
    }

    private End broken(RuleContext trial, String expected, String got) {
        String detail =
                "expected " + expected + ", got " + got.lines().findFirst().orElse("");
        return new End(Outcome.BROKEN, detail, text(expected, got, "  Steps\n" + trial.steps(), ""));
    }

    private String text(String expected, String got, String steps, String end) {
        return "Rule " + rule.id() + " is broken: " + rule.says() + "\n"
                + steps
                + "  Expected: " + expected + "\n"
                + "  Got:      " + got + "\n"
                + "  Why it matters: " + rule.because() + "\n"
                + "  Source: " + rule.source()
                + end;
    }

    private static String causes(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? "" : "\n      caused by " + cause + causes(cause);
    }
}
