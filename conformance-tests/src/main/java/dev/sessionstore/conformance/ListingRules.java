package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.LISTING;
import static dev.sessionstore.conformance.Requirement.NEIGHBOUR;
import static dev.sessionstore.conformance.Requirement.NO_EVICTION;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a listing shows and what {@code clear} removes. */
interface ListingRules {

    @Rule(
            id = "LIST-1",
            needs = LISTING,
            says = "the live sessions are listed, and no others",
            because = "ending all sessions of a user requires finding them all")
    default void listsTheLiveOnes(RuleContext context) {
        context.expect(Set.of(), context.a().sids());
        String stays = context.sid();
        String destroyed = context.sid();
        String ended = context.sid();
        String expires = context.sid();
        context.a().set(stays, TEXT, context.in(HOUR.multipliedBy(2)));
        context.b().set(destroyed, TEXT, context.in(HOUR.multipliedBy(2)));
        context.b().set(ended, TEXT, context.in(HOUR.multipliedBy(2)));
        context.a().set(expires, TEXT, context.inAnHour());
        context.expect(Set.of(stays, destroyed, ended, expires), context.b().sids());
        context.a().destroy(destroyed);
        context.a().touch(ended, context.past());
        context.expect(Set.of(stays, expires), context.a().sids());
        context.advanceBeyond(HOUR);
        context.expect(Set.of(stays), context.a().sids());
    }

    @Rule(
            id = "LIST-2",
            needs = LISTING,
            says = "count is the number of live sessions while there are no writes",
            because = "the operator's page shows it")
    default void countsTheLiveOnes(RuleContext context) {
        context.expect(0L, context.a().count());
        String sid = context.sid();
        context.a().set(sid, TEXT, context.in(HOUR.multipliedBy(2)));
        context.a().set(sid, OTHER, context.in(HOUR.multipliedBy(2)));
        context.b().set(context.sid(), TEXT, context.in(HOUR.multipliedBy(2)));
        context.b().set(context.sid(), TEXT, context.inAnHour());
        context.expect(3L, context.b().count());
        context.a().destroy(sid);
        context.expect(2L, context.a().count());
        context.advanceBeyond(HOUR);
        context.expect(1L, context.a().count());
    }

    @Rule(
            id = "LIST-3",
            needs = LISTING,
            says = "expiresAt is the expiry within one resolution, also after a touch and a set",
            because = "the operator's page shows when a session ends")
    default void tellsTheExpiry(RuleContext context) {
        String sid = context.sid();
        Instant first = context.inAnHour();
        context.a().set(sid, TEXT, first);
        expectExpiry(context, sid, first);
        Instant later = context.in(HOUR.multipliedBy(3)).plusMillis(501);
        context.a().touch(sid, later);
        expectExpiry(context, sid, later);
        Instant earlier = context.in(HOUR.multipliedBy(2)).plusMillis(1);
        context.b().set(sid, OTHER, earlier);
        expectExpiry(context, sid, earlier);
    }

    @Rule(
            id = "LIST-4",
            needs = LISTING,
            says = "expiresAt is empty where there is no live session, and for a sid that is refused",
            because = "an expiry of an absent session is a wrong answer")
    default void noExpiryWithoutASession(RuleContext context) {
        String sid = context.sid();
        context.expect(absent(), context.a().expiresAt(sid));
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().destroy(sid);
        context.expect(absent(), context.a().expiresAt(sid));
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().expiresAt(sid));
        for (String refused : REFUSED_SIDS) {
            context.expect(absent(), context.a().expiresAt(refused));
        }
    }

    @Rule(
            id = "LIST-5",
            needs = LISTING,
            says = "clear removes all sessions of the store, for every node, and publishes no event",
            because = "after a leak of the secret the operator ends all sessions at once")
    default void clearRemovesAll(RuleContext context) {
        List<String> sids = List.of(context.sid(), context.sid(), "*", "?[a-z]\\");
        sids.forEach(sid -> context.a().set(sid, TEXT, context.inAnHour()));
        context.b().set(context.sid(), TEXT, context.inAnHour());
        RecordedEvents received = context.a().receive();
        context.a().clear();
        context.expect(List.of(), received.all());
        context.expect(0L, context.b().count());
        context.expect(Set.of(), context.b().sids());
        sids.forEach(sid -> context.expect(absent(), context.b().get(sid)));
        context.a().clear();
        context.a().set(sids.get(0), OTHER, context.inAnHour());
        context.expect(present(OTHER), context.b().get(sids.get(0)));
    }

    @Rule(
            id = "LIST-6",
            needs = {LISTING, NEIGHBOUR},
            says = "listing, counting and clearing are limited to the store's own prefix or table",
            because =
                    "two applications share a server; clearing the sessions of one must not log out the users of the other")
    default void keepsToItself(RuleContext context) {
        Node neighbour = context.neighbour().orElseThrow();
        String mine = context.sid();
        String theirs = context.sid();
        context.a().set(mine, TEXT, context.inAnHour());
        neighbour.set(theirs, OTHER, context.inAnHour());
        context.expect(absent(), context.a().get(theirs));
        context.expect(Set.of(mine), context.a().sids());
        context.expect(1L, context.a().count());
        context.expect(Set.of(theirs), neighbour.sids());
        context.a().clear();
        context.expect(present(OTHER), neighbour.get(theirs));
        context.a().set(mine, TEXT, context.inAnHour());
        neighbour.clear();
        context.expect(present(TEXT), context.a().get(mine));
    }

    @Rule(
            id = "LIST-7",
            needs = {LISTING, NO_EVICTION},
            says = "a listing of many pages is complete, and so are count and clear",
            because = "a store that stops after its first page hides sessions as soon as there are many")
    default void listsManyPages(RuleContext context) {
        Set<String> written = many(context, 1_200);
        context.expect(written, context.b().sids());
        context.expect((long) written.size(), context.b().count());
        context.a().clear();
        context.expect(0L, context.b().count());
    }

    @Rule(
            id = "LIST-8",
            needs = LISTING,
            says = "an abandoned stream holds nothing, so it need not be closed",
            because = "a connection that is never returned to its pool stops the application after a few listings")
    @SuppressWarnings("MustBeClosedChecker")
    default void abandonedStreamsHoldNothing(RuleContext context) {
        Set<String> written = many(context, 60);
        for (int i = 0; i < 60; i++) {
            Optional<String> first = context.a().listing().sids().findFirst();
            context.expect("one of the sids", written.contains(first.orElse("none")), first);
        }
        context.note("60 times: A.listing().sids().findFirst(), never closed");
        context.expect((long) written.size(), context.a().count());
        context.a().set(context.sid(), TEXT, context.inAnHour());
    }

    @Rule(
            id = "LIST-9",
            needs = {LISTING, NO_EVICTION},
            says = "a session that is there from beginning to end is listed at least once, while others come and go",
            because = "pages by position skip sessions when earlier ones are removed")
    default void listsWhileOthersComeAndGo(RuleContext context) {
        Set<String> written = many(context, 600);
        Set<String> stay = new HashSet<>();
        Set<String> go = new HashSet<>();
        written.stream().sorted().forEach(sid -> (stay.size() > go.size() ? go : stay).add(sid));
        Set<String> listed = new HashSet<>();
        try (Stream<String> sids = context.a().listing().sids()) {
            sids.forEach(sid -> {
                if (listed.isEmpty()) {
                    go.forEach(gone -> context.b().store().destroy(gone));
                    many(context, 200);
                }
                listed.add(sid);
            });
        }
        context.note("A.listing().sids() of 600, while B destroys 300 of them and sets 200 others");
        stay.removeAll(listed);
        context.expect(Set.of(), stay);
    }

    @Rule(
            id = "LIST-10",
            needs = LISTING,
            says = "listing changes nothing: neither sids nor count nor expiresAt moves an expiry or creates a session",
            because = "an operator's page must not keep users logged in")
    default void lookingChangesNothing(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advance(Duration.ofMinutes(40));
        context.a().sids();
        context.a().count();
        context.a().expiresAt(sid);
        context.a().expiresAt(context.sid());
        context.expect(1L, context.b().count());
        context.advanceBeyond(Duration.ofMinutes(20));
        context.expect(absent(), context.b().get(sid));
    }

    private static Set<String> many(RuleContext context, int count) {
        Set<String> sids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            sids.add(context.sid());
        }
        Instant expiry = context.inAnHour();
        context.note("A.set of " + count + " sids");
        sids.forEach(sid -> context.a().store().set(sid, TEXT, expiry));
        return sids;
    }

    private static void expectExpiry(RuleContext context, String sid, Instant expected) {
        Duration allowed =
                context.a().store().resolution().plus(context.harness().tolerance());
        Optional<Instant> got = context.b().expiresAt(sid);
        boolean near = got.filter(
                        instant -> Duration.between(expected, instant).abs().compareTo(allowed) <= 0)
                .isPresent();
        context.expect(
                context.wording().of(expected) + " ± " + context.wording().of(allowed), near, got);
    }
}
