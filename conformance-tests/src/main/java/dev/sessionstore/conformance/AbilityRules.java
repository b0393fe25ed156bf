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

/** What a store declares, and that it stays by it. */
interface AbilityRules {

    @Rule(
            id = "ABILITY-1",
            says = "guarantees is unmodifiable, and the same at every call and node",
            because = "the session layer reads it once, when it is built")
    default void guaranteesAreFixed(RuleContext trial) {
        Store store = trial.a().store();
        Set<Guarantee> before = Set.copyOf(store.guarantees());
        trial.note("A.guarantees() → " + before);
        for (Guarantee guarantee : Guarantee.values()) {
            trial.expectThrown(
                    UnsupportedOperationException.class,
                    () -> trial.a().store().guarantees().add(guarantee));
        }
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        trial.expect(before, store.guarantees());
        trial.expect(before, trial.b().store().guarantees());
    }

    @Rule(
            id = "ABILITY-2",
            says = "an ability is there always or never",
            because = "who asked for it at the start builds on it")
    default void abilitiesAreFixed(RuleContext trial) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Store store = trial.a().store();
            told.add("conditional writes " + store.conditionalWrites().isPresent() + ", listing "
                    + store.listing().isPresent() + ", sweeping "
                    + store.sweeping().isPresent());
            trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        }
        trial.expect(Set.of(told.get(0)), Set.copyOf(told));
    }

    @Rule(
            id = "ABILITY-3",
            needs = NO_EVICTION,
            says = "a store that does not say MAY_EVICT keeps every live session",
            because = "a store that drops the oldest when it is full logs users out for no reason that they could know")
    default void nothingIsEvicted(RuleContext trial) {
        List<String> sids = new ArrayList<>();
        Instant expiry = trial.inAnHour();
        for (int i = 0; i < 1_500; i++) {
            String sid = trial.sid();
            sids.add(sid);
            trial.a().store().set(sid, TEXT, expiry);
        }
        trial.note("A.set of " + sids.size() + " sids");
        List<String> lost = sids.stream()
                .filter(sid -> !trial.b().store().get(sid).equals(present(TEXT)))
                .toList();
        trial.expect(List.of(), lost);
    }
}
