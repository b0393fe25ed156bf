package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Requirement.DURABLE;
import static dev.sessionstore.conformance.Requirement.LISTING;
import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Requirement.SHARED;
import static dev.sessionstore.conformance.Requirement.SWEEPING;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreEvent;

/** What {@code close} ends and what it leaves. */
interface CloseRules {

    @Rule(
            id = "CLOSE-1",
            says = "closing twice is no error",
            because = "frameworks and try-with-resources both close what they hold")
    default void closeIsIdempotent(RuleContext context) {
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.a().close();
        context.a().close();
    }

    @Rule(
            id = "CLOSE-2",
            says = "get, set, touch and destroy are an IllegalStateException afterwards",
            because = "a request that comes during the shutdown must not get the answer that it has no session")
    default void closedStoresRefuseCalls(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().close();
        context.expectThrown(IllegalStateException.class, () -> context.a().get(sid));
        context.expectThrown(IllegalStateException.class, () -> context.a().set(sid, OTHER, context.inAnHour()));
        context.expectThrown(IllegalStateException.class, () -> context.a().set(sid, OTHER, context.past()));
        context.expectThrown(IllegalStateException.class, () -> context.a().touch(sid, context.inAnHour()));
        context.expectThrown(IllegalStateException.class, () -> context.a().destroy(sid));
    }

    @Rule(
            id = "CLOSE-3",
            needs = CONDITIONAL_WRITES,
            says = "create and replace are an IllegalStateException afterwards",
            because = "an ability is a view of the store, not a store of its own")
    default void closedStoresRefuseConditionalWrites(RuleContext context) {
        String sid = context.sid();
        context.a().create(sid, TEXT, context.inAnHour());
        Action create = () -> context.a().create(context.sid(), TEXT, context.inAnHour());
        context.a().close();
        context.expectThrown(IllegalStateException.class, create);
        context.expectThrown(
                IllegalStateException.class, () -> context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
    }

    @Rule(
            id = "CLOSE-4",
            needs = LISTING,
            says = "listing, counting and clearing are an IllegalStateException afterwards",
            because = "an empty list would be a wrong answer")
    default void closedStoresRefuseListing(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().close();
        context.expectThrown(IllegalStateException.class, () -> context.a().sids());
        context.expectThrown(IllegalStateException.class, () -> context.a().count());
        context.expectThrown(IllegalStateException.class, () -> context.a().expiresAt(sid));
        context.expectThrown(IllegalStateException.class, () -> context.a().clear());
    }

    @Rule(
            id = "CLOSE-5",
            needs = SWEEPING,
            says = "sweeping is an IllegalStateException afterwards",
            because = "zero would be a wrong answer")
    default void closedStoresRefuseSweeping(RuleContext context) {
        context.a().close();
        context.expectThrown(IllegalStateException.class, () -> context.a().sweep(1));
    }

    @Rule(
            id = "CLOSE-6",
            says = "on, the accessors of the abilities, guarantees, resolution and staleness still work afterwards",
            because = "the parts of an application are closed in any order, and must not fail for calling them")
    default void accessorsSurviveClose(RuleContext context) {
        boolean conditional = context.a().store().conditionalWrites().isPresent();
        boolean listing = context.a().store().listing().isPresent();
        boolean sweeping = context.a().store().sweeping().isPresent();
        boolean owners = context.a().store().owners().isPresent();
        boolean watching = context.a().store().watching().isPresent();
        Object guarantees = context.a().store().guarantees();
        Object resolution = context.a().store().resolution();
        Object staleness = context.a().store().staleness();
        context.a().close();
        context.a().store().on(StoreEvent.class, event -> {}).cancel();
        context.expect(conditional, context.a().store().conditionalWrites().isPresent());
        context.expect(listing, context.a().store().listing().isPresent());
        context.expect(sweeping, context.a().store().sweeping().isPresent());
        context.expect(owners, context.a().store().owners().isPresent());
        context.expect(watching, context.a().store().watching().isPresent());
        context.expect(guarantees, context.a().store().guarantees());
        context.expect(resolution, context.a().store().resolution());
        context.expect(staleness, context.a().store().staleness());
    }

    @Rule(
            id = "CLOSE-7",
            needs = SHARED,
            says = "closing one node leaves the sessions and the other nodes alone",
            because = "replacing a node must not log users out")
    default void closingOneNodeLeavesTheOthers(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.b().get(sid);
        context.a().close();
        context.expect(present(TEXT), context.b().get(sid));
        context.b().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.b().get(sid));
    }

    @Rule(
            id = "CLOSE-8",
            needs = DURABLE,
            says = "sessions outlive the store objects: closed and opened again, text and expiry are there",
            because = "a restart of the application must not log users out")
    default void durableSessionsOutliveTheStore(RuleContext context) throws Exception {
        String sid = context.sid();
        String destroyed = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(destroyed, TEXT, context.inAnHour());
        context.a().destroy(destroyed);
        context.b().close();
        context.a().close();
        Node reopened = context.open("reopened");
        context.expect(present(TEXT), reopened.get(sid));
        context.expect(absent(), reopened.get(destroyed));
        context.advanceBeyond(HOUR);
        context.expect(absent(), reopened.get(sid));
    }

    @Rule(
            id = "CLOSE-9",
            says = "a closed store leaves no thread of its own behind",
            because = "an application that is redeployed inside its server would leak threads until the server fails")
    default void noThreadIsLeft(RuleContext context) throws Exception {
        openUseClose(context, 3);
        int before = Threads.count();
        openUseClose(context, 6);
        context.eventually(
                "no more threads after 6 times open, use, close than before", () -> Threads.count() < before + 3);
    }

    @Rule(
            id = "CLOSE-10",
            needs = NETWORK,
            says = "a closed store leaves no connection of its own behind",
            because = "a server refuses everyone when its connections are used up")
    default void noConnectionIsLeft(RuleContext context) throws Exception {
        openUseClose(context, 3);
        int before = context.network().connections();
        openUseClose(context, 6);
        context.eventually(
                "no more connections after 6 times open, use, close than before",
                () -> context.network().connections() < before + 3);
    }

    private static void openUseClose(RuleContext context, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Node node = context.open("N" + i);
            String sid = context.sid();
            node.set(sid, TEXT, context.inAnHour());
            node.get(sid);
            node.store()
                    .watching()
                    .ifPresent(watching ->
                            watching.watch(new Reports(), Watched.PROOF_EVERY).read(sid));
            node.destroy(sid);
            node.close();
        }
    }
}
