package dev.sessionstore.conformance;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a store declares.
 *
 * @param abilities by name
 * @param guarantees as {@link Store#guarantees()} gives them
 * @param resolution as {@link Store#resolution()} gives it
 * @param staleness as {@link Store#staleness()} gives it
 */
record Declared(Set<String> abilities, Set<Guarantee> guarantees, Duration resolution, Duration staleness) {

    static Declared by(Store store) {
        Set<String> abilities = new TreeSet<>();
        store.conditionalWrites().ifPresent(any -> abilities.add("conditional writes"));
        store.listing().ifPresent(any -> abilities.add("listing"));
        store.sweeping().ifPresent(any -> abilities.add("sweeping"));
        store.owners().ifPresent(any -> abilities.add("owners"));
        store.watching().ifPresent(any -> abilities.add("watching"));
        Set<Guarantee> guarantees = EnumSet.noneOf(Guarantee.class);
        guarantees.addAll(store.guarantees());
        return new Declared(abilities, guarantees, store.resolution(), store.staleness());
    }

    /** Three lines of a Markdown list, and one more when reads may be old. */
    String markdown() {
        return "- Abilities: " + orNone(abilities) + "\n"
                + "- Guarantees: " + orNone(guarantees) + "\n"
                + "- Resolution: " + resolution.toMillis() + " ms\n"
                + (staleness.isZero() ? "" : "- Staleness: " + staleness.toMillis() + " ms\n");
    }

    private static String orNone(Set<?> many) {
        return many.isEmpty() ? "none" : many.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
