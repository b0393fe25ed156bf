package dev.sessionstore.migration;

import dev.sessionstore.Guarantee;
import java.util.EnumSet;
import java.util.Set;

/** The guarantees of a MigratingStore: what both stores promise, and MAY_EVICT if one of them may. */
final class CommonGuarantees {

    private CommonGuarantees() {}

    static Set<Guarantee> of(Set<Guarantee> some, Set<Guarantee> others) {
        EnumSet<Guarantee> both = EnumSet.noneOf(Guarantee.class);
        for (Guarantee guarantee : Guarantee.values()) {
            boolean in = guarantee == Guarantee.MAY_EVICT
                    ? some.contains(guarantee) || others.contains(guarantee)
                    : some.contains(guarantee) && others.contains(guarantee);
            if (in && guarantee != Guarantee.EXPIRED_EVENTS) {
                both.add(guarantee);
            }
        }
        return Set.copyOf(both);
    }
}
