package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NO_EVICTION;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a store declares, and that it keeps to it. */
interface AbilityRules {

    @Rule(
            id = "ABILITY-1",
            says = "guarantees is unmodifiable, and the same at every call and node",
            because = "the session layer reads it once, when it is built")
    default void guaranteesAreFixed(RuleContext context) {
        Store store = context.a().store();
        Set<Guarantee> before = Set.copyOf(store.guarantees());
        context.note("A.guarantees() → " + before);
        for (Guarantee guarantee : Guarantee.values()) {
            context.expectThrown(
                    UnsupportedOperationException.class,
                    () -> context.a().store().guarantees().add(guarantee));
        }
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.expect(before, store.guarantees());
        context.expect(before, context.b().store().guarantees());
    }

    @Rule(
            id = "ABILITY-2",
            says = "an ability is there always or never",
            because = "an application checks for it once, when it starts")
    default void abilitiesAreFixed(RuleContext context) {
        List<String> declared = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Store store = context.a().store();
            declared.add("conditional writes " + store.conditionalWrites().isPresent() + ", listing "
                    + store.listing().isPresent() + ", sweeping "
                    + store.sweeping().isPresent() + ", owners "
                    + store.owners().isPresent() + ", watching "
                    + store.watching().isPresent());
            context.a().set(context.sid(), TEXT, context.inAnHour());
        }
        context.expect(Set.of(declared.get(0)), Set.copyOf(declared));
    }

    @Rule(
            id = "ABILITY-3",
            needs = NO_EVICTION,
            says = "a store that does not say MAY_EVICT keeps every live session",
            because = "a store that drops the oldest session when it is full logs users out")
    default void nothingIsEvicted(RuleContext context) {
        List<String> sids = new ArrayList<>();
        Instant expiry = context.inAnHour();
        for (int i = 0; i < 1_500; i++) {
            String sid = context.sid();
            sids.add(sid);
            context.a().store().set(sid, TEXT, expiry);
        }
        context.note("A.set of " + sids.size() + " sids");
        List<String> lost = sids.stream()
                .filter(sid -> !context.b().store().get(sid).equals(present(TEXT)))
                .toList();
        context.expect(List.of(), lost);
    }
}
