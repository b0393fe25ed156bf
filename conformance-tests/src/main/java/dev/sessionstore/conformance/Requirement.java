package dev.sessionstore.conformance;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import java.util.function.Predicate;

/** What a rule requires. Where it is missing the rule is reported as not promised or not tried, with the reason. */
@SuppressWarnings("ImmutableEnumChecker") // the predicates have no state
enum Requirement {
    CONDITIONAL_WRITES(
            "the store declares no conditional writes",
            offers(s -> s.conditionalWrites().isPresent())),
    LISTING("the store declares no listing", offers(s -> s.listing().isPresent())),
    SWEEPING("the store declares no sweeping", offers(s -> s.sweeping().isPresent())),
    OWNERS("the store declares no owners", offers(s -> s.owners().isPresent())),
    WATCHING("the store declares no watching", offers(s -> s.watching().isPresent())),
    SHARED("the store does not promise SHARED", promises(Guarantee.SHARED)),
    DURABLE("the store does not promise DURABLE", promises(Guarantee.DURABLE)),
    EXPIRED_EVENTS("the store does not promise EXPIRED_EVENTS", promises(Guarantee.EXPIRED_EVENTS)),
    SILENT_EXPIRY("the store promises EXPIRED_EVENTS", not(promises(Guarantee.EXPIRED_EVENTS))),
    NO_EVICTION("the store declares MAY_EVICT", not(promises(Guarantee.MAY_EVICT))),
    NETWORK(
            "the harness has no network() between store and server",
            context -> context.harness().network().isPresent()),
    BUDGET(
            "the harness names no budget() or counts no roundTrips()",
            context -> context.harness().budget().isPresent()
                    && context.harness().roundTrips().isPresent()),
    OWNER_RECORDS(
            "the harness counts no ownerRecords()",
            context -> context.harness().ownerRecords().isPresent()),
    VIRTUAL_THREADS("this JDK has no virtual threads, JDK 21 and later do", context -> VirtualThreads.exist()),
    NEIGHBOUR(
            "the harness has no openNeighbour()", context -> context.neighbour().isPresent());

    private final String whenMissing;
    private final Predicate<RuleContext> isMet;

    Requirement(String whenMissing, Predicate<RuleContext> isMet) {
        this.whenMissing = whenMissing;
        this.isMet = isMet;
    }

    boolean isMetIn(RuleContext context) {
        return isMet.test(context);
    }

    /** The outcome of a rule where this is missing: the store does not promise it, or the machine cannot try it. */
    Outcome outcomeWhenMissing() {
        return this == VIRTUAL_THREADS ? Outcome.NOT_TRIED : Outcome.NOT_PROMISED;
    }

    String whenMissing() {
        return whenMissing;
    }

    private static Predicate<RuleContext> offers(Predicate<Store> ability) {
        return context -> ability.test(context.a().store());
    }

    private static Predicate<RuleContext> promises(Guarantee guarantee) {
        return context -> context.a().store().guarantees().contains(guarantee);
    }

    private static Predicate<RuleContext> not(Predicate<RuleContext> other) {
        return other.negate();
    }
}
