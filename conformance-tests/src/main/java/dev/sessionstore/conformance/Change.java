package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A kind of change of one session.
 *
 * @param what happens
 * @param before whether there is a session, with {@link Sample#TEXT}, for an hour
 * @param by a node changes it
 * @param after what is to be read then
 */
record Change(String what, boolean before, BiConsumer<Node, String> by, Optional<String> after) {

    /** All kinds that a store knows, apart from those that end all sessions. */
    static List<Change> all(RuleContext context) {
        Store store = context.a().store();
        List<Change> all = new ArrayList<>(List.of(
                of("a set", present(OTHER), (node, sid) -> node.set(sid, OTHER, context.inAnHour())),
                of("a set that ends it", absent(), (node, sid) -> node.set(sid, OTHER, context.past())),
                of("a touch", present(TEXT), (node, sid) -> node.touch(sid, context.in(HOUR.multipliedBy(2)))),
                of(
                        "a touch to an earlier expiry",
                        present(TEXT),
                        (node, sid) -> node.touch(sid, context.in(HOUR.dividedBy(2)))),
                of("a touch that ends it", absent(), (node, sid) -> node.touch(sid, context.past())),
                of("a destroy", absent(), Node::destroy),
                new Change(
                        "a first set", false, (node, sid) -> node.set(sid, TEXT, context.inAnHour()), present(TEXT))));
        if (store.conditionalWrites().isPresent()) {
            all.add(new Change(
                    "a create", false, (node, sid) -> node.create(sid, TEXT, context.inAnHour()), present(TEXT)));
            all.add(of("a replace", present(OTHER), (node, sid) -> node.replace(sid, TEXT, OTHER, context.inAnHour())));
            all.add(of(
                    "a replace that ends it", absent(), (node, sid) -> node.replace(sid, TEXT, OTHER, context.past())));
        }
        if (store.owners().isPresent()) {
            all.add(of("a destroyAll of its owner", absent(), (node, sid) -> {
                node.bind(sid, "owner of " + sid, context.inAnHour());
                node.destroyAll("owner of " + sid, Set.of());
            }));
        }
        return all;
    }

    private static Change of(String what, Optional<String> after, BiConsumer<Node, String> by) {
        return new Change(what, true, by, after);
    }

    /** A session as it is before. */
    String prepare(RuleContext context, Node node) {
        String sid = context.sid();
        if (before) {
            node.set(sid, TEXT, context.inAnHour());
        }
        return sid;
    }
}
