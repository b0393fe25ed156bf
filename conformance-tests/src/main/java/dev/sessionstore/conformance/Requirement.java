package dev.sessionstore.conformance;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import java.util.function.Predicate;

/** What a rule presupposes. Where it is missing the rule is reported as not promised or not tried, with the reason. */
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold nothing
enum Requirement {
    CONDITIONAL_WRITES(
            "the store declares no conditional writes",
            offers(s -> s.conditionalWrites().isPresent())),
    LISTING("the store declares no listing", offers(s -> s.listing().isPresent())),
    SWEEPING("the store declares no sweeping by hand", offers(s -> s.sweeping().isPresent())),
    SHARED("the store does not promise SHARED", promises(Guarantee.SHARED)),
    DURABLE("the store does not promise DURABLE", promises(Guarantee.DURABLE)),
    EXPIRED_EVENTS("the store does not promise EXPIRED_EVENTS", promises(Guarantee.EXPIRED_EVENTS)),
    SILENT_EXPIRY("the store promises EXPIRED_EVENTS", not(promises(Guarantee.EXPIRED_EVENTS))),
    NO_EVICTION("the store says MAY_EVICT", not(promises(Guarantee.MAY_EVICT))),
    NETWORK(
            "the harness has no network() between store and server",
            trial -> trial.harness().network().isPresent()),
    BUDGET(
            "the harness names no budget() or counts no roundTrips()",
            trial -> trial.harness().budget().isPresent()
                    && trial.harness().roundTrips().isPresent()),
    VIRTUAL_THREADS("this JDK has no virtual threads, JDK 21 and later do", trial -> VirtualThreads.exist()),
    NEIGHBOUR("the harness has no openNeighbour()", trial -> trial.neighbour().isPresent());

    private final String whenMissing;
    private final Predicate<RuleContext> isMet;

    Requirement(String whenMissing, Predicate<RuleContext> isMet) {
        this.whenMissing = whenMissing;
        this.isMet = isMet;
    }

    boolean isMetIn(RuleContext trial) {
        return isMet.test(trial);
    }

    /** What the rule came to where this is missing: it is the store that does not promise, or the machine that cannot try. */
    Outcome outcomeWhenMissing() {
        return this == VIRTUAL_THREADS ? Outcome.NOT_TRIED : Outcome.NOT_PROMISED;
    }

    String whenMissing() {
        return whenMissing;
    }

    private static Predicate<RuleContext> offers(Predicate<Store> ability) {
        return trial -> ability.test(trial.a().store());
    }

    private static Predicate<RuleContext> promises(Guarantee guarantee) {
        return trial -> trial.a().store().guarantees().contains(guarantee);
    }

    private static Predicate<RuleContext> not(Predicate<RuleContext> other) {
        return other.negate();
    }
}
