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
 * Runs one rule on its own thread, so that a store that hangs breaks the rule and not the whole run.
 *
 * @param rule the rule
 * @param limit after which the rule counts as hung
 */
record RuleRun(Rule rule, Duration limit) {

    /** Long enough for the slowest rule on the slowest server. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** How long a rule waits for a condition. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The result of a rule's method and of closing its stores. */
    private record End(Outcome outcome, String detail, String report) {}

    /**
     * Runs it.
     *
     * @param context of this run; is ended
     * @param deviation the known deviation of this store from this rule
     * @param body the rule's method
     */
    Verdict on(RuleContext context, Optional<KnownDeviation> deviation, Action body) {
        long began = System.nanoTime();
        End end = withinLimit(context, body);
        End judged = deviation.map(known -> excuse(end, known)).orElse(end);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Verdict(rule, judged.outcome, judged.detail, judged.report, took);
    }

    private End withinLimit(RuleContext context, Action body) {
        FutureTask<End> task = new FutureTask<>(() -> tryAndEnd(context, body));
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
            return broken(context, "to end within " + limit.toSeconds() + " s", "no end; the thread is" + where);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return broken(context, "an undisturbed run", "an interruption of the run");
        } catch (ExecutionException e) {
            return broken(context, e);
        }
    }

    private End tryAndEnd(RuleContext context, Action body) {
        End end;
        try {
            end = tryIt(context, body);
        } catch (Throwable thrown) {
            end = broken(context, thrown);
        }
        try {
            context.end();
        } catch (Throwable thrown) {
            return end.outcome == Outcome.BROKEN ? end : broken(context, thrown);
        }
        return end;
    }

    private End tryIt(RuleContext context, Action body) throws Throwable {
        for (Requirement need : rule.needs()) {
            if (!need.isMetIn(context)) {
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

    private End broken(RuleContext context, Throwable thrown) {
        if (thrown instanceof RuleViolation broken) {
            return broken(context, broken.expected(), broken.got());
        }
        String stack = Arrays.stream(thrown.getStackTrace())
                .limit(20)
                .map(frame -> "\n      at " + frame)
                .collect(Collectors.joining());
        return broken(context, "no such failure", thrown + causes(thrown) + stack);
    }

    private End broken(RuleContext context, String expected, String got) {
        String detail =
                "expected " + expected + ", got " + got.lines().findFirst().orElse("");
        return new End(Outcome.BROKEN, detail, text(expected, got, "  Steps\n" + context.steps(), ""));
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
