package dev.sessionstore.conformance;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All chapters together. */
interface Rules
        extends GetRules,
                SetRules,
                TouchRules,
                DestroyRules,
                CreateRules,
                ReplaceRules,
                ExpiryRules,
                ListingRules,
                SweepRules,
                OwnerRules,
                OwnerEntryRules,
                OwnerNameRules,
                OwnerDestroyRules,
                OwnerRaceRules,
                OwnerLimitRules,
                EventRules,
                ListenerRules,
                ValueRules,
                SidRules,
                CloseRules,
                ThreadRules,
                ArgumentRules,
                AbilityRules,
                StalenessRules,
                StalenessFaultRules,
                WatchRules,
                WatchReadRules,
                WatchFaultRules,
                RaceRules,
                FaultRules,
                LostAnswerRules,
                BoundRules,
                CostRules {

    /** {@return the methods of all rules, by id} */
    static List<Method> methods() {
        return Stream.of(Rules.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Rule.class))
                .sorted(Comparator.comparing(method -> of(method).id()))
                .toList();
    }

    static List<Rule> all() {
        return methods().stream().map(Rules::of).toList();
    }

    static Rule of(Method method) {
        return method.getAnnotation(Rule.class);
    }
}
