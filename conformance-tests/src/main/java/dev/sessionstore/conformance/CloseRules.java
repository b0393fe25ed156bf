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
    default void closeIsIdempotent(RuleContext trial) {
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
        trial.a().close();
        trial.a().close();
    }

    @Rule(
            id = "CLOSE-2",
            says = "get, set, touch and destroy are an IllegalStateException afterwards",
            because = "a request that comes during the shutdown must not be told that it has no session")
    default void closedStoresRefuseCalls(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().close();
        trial.expectThrown(IllegalStateException.class, () -> trial.a().get(sid));
        trial.expectThrown(IllegalStateException.class, () -> trial.a().set(sid, OTHER, trial.inAnHour()));
        trial.expectThrown(IllegalStateException.class, () -> trial.a().set(sid, OTHER, trial.past()));
        trial.expectThrown(IllegalStateException.class, () -> trial.a().touch(sid, trial.inAnHour()));
        trial.expectThrown(IllegalStateException.class, () -> trial.a().destroy(sid));
    }

    @Rule(
            id = "CLOSE-3",
            needs = CONDITIONAL_WRITES,
            says = "create and replace are an IllegalStateException afterwards",
            because = "an ability is a view of the store, not a store of its own")
    default void closedStoresRefuseConditionalWrites(RuleContext trial) {
        String sid = trial.sid();
        trial.a().create(sid, TEXT, trial.inAnHour());
        Action create = () -> trial.a().create(trial.sid(), TEXT, trial.inAnHour());
        trial.a().close();
        trial.expectThrown(IllegalStateException.class, create);
        trial.expectThrown(IllegalStateException.class, () -> trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
    }

    @Rule(
            id = "CLOSE-4",
            needs = LISTING,
            says = "listing, counting and clearing are an IllegalStateException afterwards",
            because = "an empty list would be a wrong answer")
    default void closedStoresRefuseListing(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().close();
        trial.expectThrown(IllegalStateException.class, () -> trial.a().sids());
        trial.expectThrown(IllegalStateException.class, () -> trial.a().count());
        trial.expectThrown(IllegalStateException.class, () -> trial.a().expiresAt(sid));
        trial.expectThrown(IllegalStateException.class, () -> trial.a().clear());
    }

    @Rule(
            id = "CLOSE-5",
            needs = SWEEPING,
            says = "sweeping is an IllegalStateException afterwards",
            because = "zero would be a wrong answer")
    default void closedStoresRefuseSweeping(RuleContext trial) {
        trial.a().close();
        trial.expectThrown(IllegalStateException.class, () -> trial.a().sweep(1));
    }

    @Rule(
            id = "CLOSE-6",
            says = "on, the accessors of the abilities, guarantees and resolution still work afterwards",
            because = "parts of an application that are closed in any order must not fail for having asked")
    default void accessorsSurviveClose(RuleContext trial) {
        boolean conditional = trial.a().store().conditionalWrites().isPresent();
        boolean listing = trial.a().store().listing().isPresent();
        boolean sweeping = trial.a().store().sweeping().isPresent();
        Object guarantees = trial.a().store().guarantees();
        Object resolution = trial.a().store().resolution();
        trial.a().close();
        trial.a().store().on(StoreEvent.class, event -> {}).cancel();
        trial.expect(conditional, trial.a().store().conditionalWrites().isPresent());
        trial.expect(listing, trial.a().store().listing().isPresent());
        trial.expect(sweeping, trial.a().store().sweeping().isPresent());
        trial.expect(guarantees, trial.a().store().guarantees());
        trial.expect(resolution, trial.a().store().resolution());
    }

    @Rule(
            id = "CLOSE-7",
            needs = SHARED,
            says = "closing one node leaves the sessions and the other nodes alone",
            because = "a node that is replaced during the day must log nobody out")
    default void closingOneNodeLeavesTheOthers(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.b().get(sid);
        trial.a().close();
        trial.expect(present(TEXT), trial.b().get(sid));
        trial.b().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.b().get(sid));
    }

    @Rule(
            id = "CLOSE-8",
            needs = DURABLE,
            says = "sessions outlive the store objects: closed and opened again, text and expiry are there",
            because = "a restart of the application must log nobody out")
    default void durableSessionsOutliveTheStore(RuleContext trial) throws Exception {
        String sid = trial.sid();
        String destroyed = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(destroyed, TEXT, trial.inAnHour());
        trial.a().destroy(destroyed);
        trial.b().close();
        trial.a().close();
        Node reopened = trial.open("reopened");
        trial.expect(present(TEXT), reopened.get(sid));
        trial.expect(absent(), reopened.get(destroyed));
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), reopened.get(sid));
    }

    @Rule(
            id = "CLOSE-9",
            says = "no thread of the store's own is left",
            because =
                    "an application that is stopped and started again inside its server would leak until it falls over")
    default void noThreadIsLeft(RuleContext trial) throws Exception {
        openUseClose(trial, 3);
        int before = Threads.count();
        openUseClose(trial, 6);
        trial.eventually(
                "no more threads after 6 times open, use, close than before", () -> Threads.count() < before + 6);
    }

    @Rule(
            id = "CLOSE-10",
            needs = NETWORK,
            says = "no connection of the store's own is left",
            because = "a server refuses everybody when its connections are used up")
    default void noConnectionIsLeft(RuleContext trial) throws Exception {
        openUseClose(trial, 3);
        int before = trial.network().connections();
        openUseClose(trial, 6);
        trial.eventually(
                "no more connections after 6 times open, use, close than before",
                () -> trial.network().connections() < before + 6);
    }

    private static void openUseClose(RuleContext trial, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Node node = trial.open("N" + i);
            String sid = trial.sid();
            node.set(sid, TEXT, trial.inAnHour());
            node.get(sid);
            node.destroy(sid);
            node.close();
        }
    }
}
