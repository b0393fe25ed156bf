package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.REFUSED_TEXTS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;

/** What {@code set} writes and what it refuses. */
interface SetRules {

    @Rule(
            id = "SET-1",
            says = "set replaces the whole text and never merges",
            because = "a value that the application removed from its session must not come back")
    default void setReplacesTheWholeText(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, "{\"a\":1,\"b\":{\"c\":[1,2,3]}}", context.inAnHour());
        context.b().set(sid, "{\"b\":{}}", context.inAnHour());
        context.expect(present("{\"b\":{}}"), context.a().get(sid));
    }

    @Rule(
            id = "SET-2",
            says = "set replaces the expiry, by a later one",
            because = "a session that was just saved must not end at its earlier expiry")
    default void setMovesTheExpiryToLater(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(sid, OTHER, context.in(HOUR.multipliedBy(2)));
        context.advance(Duration.ofMinutes(100));
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "SET-3",
            says = "set replaces the expiry, by an earlier one",
            because = "an application shortens sessions to limit the harm of a stolen cookie")
    default void setMovesTheExpiryToEarlier(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.in(HOUR.multipliedBy(2)));
        context.a().set(sid, OTHER, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "SET-4",
            says = "set with an expiry already past removes the session",
            because = "a session that the application ends by its expiry must be gone at once, at every node")
    default void setInThePastRemoves(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(sid, OTHER, context.past());
        context.expect(absent(), context.a().get(sid));
        context.expect(absent(), context.b().get(sid));
    }

    @Rule(
            id = "SET-5",
            says = "set with an expiry already past creates nothing",
            because = "a record that can never be read is a leak")
    default void setInThePastCreatesNothing(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.past());
        context.expect(absent(), context.a().get(sid));
        context.expect(false, context.a().touch(sid, context.inAnHour()));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "SET-6",
            says = "set overwrites an expired, unswept record",
            because = "a user who comes back with an old sid must be able to get a session again")
    default void setWritesOverAnExpiredLeftover(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
        context.advance(HOUR.dividedBy(2));
        context.expect(present(OTHER), context.b().get(sid));
    }

    @Rule(
            id = "SET-7",
            says = "set works again after destroy",
            because = "an id that was destroyed is unknown, not forbidden")
    default void setWorksAfterDestroy(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().destroy(sid);
        context.b().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "SET-8",
            says = "a text that cannot be kept is an IllegalArgumentException, and the earlier one stays",
            because = "a text that comes back changed, or a session partly overwritten, is lost data")
    default void setRefusesBadText(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        for (String text : REFUSED_TEXTS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().set(sid, text, context.inAnHour()));
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().set(sid, text, context.past()));
            context.expect(present(TEXT), context.a().get(sid));
        }
    }

    @Rule(
            id = "SET-9",
            says = "a sid that cannot be kept is an IllegalArgumentException",
            because = "a sid that is truncated or changed becomes another user's")
    default void setRefusesBadSids(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().set(sid, TEXT, context.inAnHour()));
            context.expect(absent(), context.a().get(sid));
        }
    }

    @Rule(
            id = "SET-10",
            says = "null is a NullPointerException, and nothing is written",
            because = "a missing value should be found where it is missing")
    default void setRefusesNull(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expectThrown(NullPointerException.class, () -> context.a().set(nothing(), OTHER, context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().set(sid, nothing(), context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().set(sid, OTHER, nothing()));
        context.expect(present(TEXT), context.a().get(sid));
    }
}
