package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;

/** What {@code get} answers and what it must not do. */
interface GetRules {

    @Rule(
            id = "GET-1",
            says = "a sid that was never written is absent",
            because =
                    "every new visitor comes with an unknown sid; an error would lock them out, an invented session let them in")
    default void anUnknownSidIsAbsent(RuleContext context) {
        context.expect(absent(), context.a().get(context.sid()));
    }

    @Rule(
            id = "GET-2",
            says = "get returns the text that was last written, at every node",
            because = "the next request may arrive at another node")
    default void getGivesWhatWasLastWritten(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(present(TEXT), context.a().get(sid));
        context.expect(present(TEXT), context.b().get(sid));
        context.b().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "GET-3",
            says = "reading creates nothing",
            because = "otherwise every robot without a cookie leaves a session behind")
    default void readingCreatesNothing(RuleContext context) {
        String sid = context.sid();
        context.a().get(sid);
        context.expect(absent(), context.b().get(sid));
        context.expect(false, context.b().touch(sid, context.inAnHour()));
        context.expect(false, context.b().destroy(sid));
    }

    @Rule(
            id = "GET-4",
            says = "reading does not move the expiry",
            because =
                    "a store that renews by itself keeps sessions beyond the absolute lifetime that the session layer enforces")
    default void readingDoesNotMoveTheExpiry(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advance(Duration.ofMinutes(40));
        context.expect(present(TEXT), context.a().get(sid));
        context.advanceBeyond(Duration.ofMinutes(20));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "GET-5",
            says = "a sid that every store refuses is absent",
            because = "the sid comes from a cookie, so a client can send any text; that is no reason for an error page")
    default void aRefusedSidIsAbsent(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expect(absent(), context.a().get(sid));
        }
    }

    @Rule(
            id = "GET-6",
            says = "null is a NullPointerException",
            because = "a missing value should be found where it is missing")
    default void getRefusesNull(RuleContext context) {
        context.expectThrown(NullPointerException.class, () -> context.a().get(nothing()));
    }

    @Rule(
            id = "GET-7",
            says = "a read of one session never returns another session's text",
            because = "showing a user another user's session is the worst failure of a store")
    default void readsAreNotMixedUp(RuleContext context) {
        String first = context.sid();
        String second = context.sid();
        context.a().set(first, TEXT, context.in(HOUR));
        context.a().set(second, OTHER, context.in(HOUR));
        context.expect(present(TEXT), context.b().get(first));
        context.expect(present(OTHER), context.b().get(second));
    }
}
