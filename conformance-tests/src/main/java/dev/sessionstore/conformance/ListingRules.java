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
            because = "who looks for a user's sessions to end them must find them all")
    default void listsTheLiveOnes(RuleContext trial) {
        trial.expect(Set.of(), trial.a().sids());
        String stays = trial.sid();
        String destroyed = trial.sid();
        String ended = trial.sid();
        String expires = trial.sid();
        trial.a().set(stays, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.b().set(destroyed, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.b().set(ended, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.a().set(expires, TEXT, trial.inAnHour());
        trial.expect(Set.of(stays, destroyed, ended, expires), trial.b().sids());
        trial.a().destroy(destroyed);
        trial.a().touch(ended, trial.past());
        trial.expect(Set.of(stays, expires), trial.a().sids());
        trial.advanceBeyond(HOUR);
        trial.expect(Set.of(stays), trial.a().sids());
    }

    @Rule(
            id = "LIST-2",
            needs = LISTING,
            says = "count is the number of live sessions while nobody writes",
            because = "it is what the operator's page shows")
    default void countsTheLiveOnes(RuleContext trial) {
        trial.expect(0L, trial.a().count());
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.a().set(sid, OTHER, trial.in(HOUR.multipliedBy(2)));
        trial.b().set(trial.sid(), TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.b().set(trial.sid(), TEXT, trial.inAnHour());
        trial.expect(3L, trial.b().count());
        trial.a().destroy(sid);
        trial.expect(2L, trial.a().count());
        trial.advanceBeyond(HOUR);
        trial.expect(1L, trial.a().count());
    }

    @Rule(
            id = "LIST-3",
            needs = LISTING,
            says = "expiresAt tells the expiry within one resolution, also after a touch and a set",
            because = "the operator's page shows when a session ends")
    default void tellsTheExpiry(RuleContext trial) {
        String sid = trial.sid();
        Instant first = trial.inAnHour();
        trial.a().set(sid, TEXT, first);
        expectExpiry(trial, sid, first);
        Instant later = trial.in(HOUR.multipliedBy(3)).plusMillis(501);
        trial.a().touch(sid, later);
        expectExpiry(trial, sid, later);
        Instant earlier = trial.in(HOUR.multipliedBy(2)).plusMillis(1);
        trial.b().set(sid, OTHER, earlier);
        expectExpiry(trial, sid, earlier);
    }

    @Rule(
            id = "LIST-4",
            needs = LISTING,
            says = "expiresAt is empty where there is no live session, and for a sid that is refused",
            because = "a time for a session that does not exist is a wrong answer")
    default void noExpiryWithoutASession(RuleContext trial) {
        String sid = trial.sid();
        trial.expect(absent(), trial.a().expiresAt(sid));
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().destroy(sid);
        trial.expect(absent(), trial.a().expiresAt(sid));
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().expiresAt(sid));
        for (String refused : REFUSED_SIDS) {
            trial.expect(absent(), trial.a().expiresAt(refused));
        }
    }

    @Rule(
            id = "LIST-5",
            needs = LISTING,
            says = "clear removes all sessions of the store, for every node, and tells no event",
            because = "after a leak of the secret the operator ends all sessions at once")
    default void clearRemovesAll(RuleContext trial) {
        List<String> sids = List.of(trial.sid(), trial.sid(), "*", "?[a-z]\\");
        sids.forEach(sid -> trial.a().set(sid, TEXT, trial.inAnHour()));
        trial.b().set(trial.sid(), TEXT, trial.inAnHour());
        RecordedEvents heard = trial.a().receive();
        trial.a().clear();
        trial.expect(List.of(), heard.all());
        trial.expect(0L, trial.b().count());
        trial.expect(Set.of(), trial.b().sids());
        sids.forEach(sid -> trial.expect(absent(), trial.b().get(sid)));
        trial.a().clear();
        trial.a().set(sids.get(0), OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.b().get(sids.get(0)));
    }

    @Rule(
            id = "LIST-6",
            needs = {LISTING, NEIGHBOUR},
            says = "listing, counting and clearing keep to the store's own prefix or table",
            because =
                    "two applications share a server; one that clears its sessions must not log out the other one's users")
    default void keepsToItself(RuleContext trial) {
        Node neighbour = trial.neighbour().orElseThrow();
        String mine = trial.sid();
        String theirs = trial.sid();
        trial.a().set(mine, TEXT, trial.inAnHour());
        neighbour.set(theirs, OTHER, trial.inAnHour());
        trial.expect(absent(), trial.a().get(theirs));
        trial.expect(Set.of(mine), trial.a().sids());
        trial.expect(1L, trial.a().count());
        trial.expect(Set.of(theirs), neighbour.sids());
        trial.a().clear();
        trial.expect(present(OTHER), neighbour.get(theirs));
        trial.a().set(mine, TEXT, trial.inAnHour());
        neighbour.clear();
        trial.expect(present(TEXT), trial.a().get(mine));
    }

    @Rule(
            id = "LIST-7",
            needs = {LISTING, NO_EVICTION},
            says = "a listing of many pages is complete, and so are count and clear",
            because = "a store that stops after its first page hides sessions as soon as there are many")
    default void listsManyPages(RuleContext trial) {
        Set<String> written = many(trial, 1_200);
        trial.expect(written, trial.b().sids());
        trial.expect((long) written.size(), trial.b().count());
        trial.a().clear();
        trial.expect(0L, trial.b().count());
    }

    @Rule(
            id = "LIST-8",
            needs = LISTING,
            says = "an abandoned stream holds nothing, so it need not be closed",
            because =
                    "a connection that never comes back to its pool stops the application after some looks at the page")
    @SuppressWarnings("MustBeClosedChecker")
    default void abandonedStreamsHoldNothing(RuleContext trial) {
        Set<String> written = many(trial, 60);
        for (int i = 0; i < 60; i++) {
            Optional<String> first = trial.a().listing().sids().findFirst();
            trial.expect("one of the sids", written.contains(first.orElse("none")), first);
        }
        trial.note("60 times: A.listing().sids().findFirst(), never closed");
        trial.expect((long) written.size(), trial.a().count());
        trial.a().set(trial.sid(), TEXT, trial.inAnHour());
    }

    @Rule(
            id = "LIST-9",
            needs = {LISTING, NO_EVICTION},
            says = "a session that is there from beginning to end is listed at least once, while others come and go",
            because = "pages that are counted by their position skip sessions when earlier ones vanish")
    default void listsWhileOthersComeAndGo(RuleContext trial) {
        Set<String> written = many(trial, 600);
        Set<String> stay = new HashSet<>();
        Set<String> go = new HashSet<>();
        written.stream().sorted().forEach(sid -> (stay.size() > go.size() ? go : stay).add(sid));
        Set<String> listed = new HashSet<>();
        try (Stream<String> sids = trial.a().listing().sids()) {
            sids.forEach(sid -> {
                if (listed.isEmpty()) {
                    go.forEach(gone -> trial.b().store().destroy(gone));
                    many(trial, 200);
                }
                listed.add(sid);
            });
        }
        trial.note("A.listing().sids() of 600, while B destroys 300 of them and sets 200 others");
        stay.removeAll(listed);
        trial.expect(Set.of(), stay);
    }

    @Rule(
            id = "LIST-10",
            needs = LISTING,
            says = "looking changes nothing: neither sids nor count nor expiresAt moves an expiry or creates a session",
            because = "an operator who looks must not keep everybody logged in")
    default void lookingChangesNothing(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advance(Duration.ofMinutes(40));
        trial.a().sids();
        trial.a().count();
        trial.a().expiresAt(sid);
        trial.a().expiresAt(trial.sid());
        trial.expect(1L, trial.b().count());
        trial.advanceBeyond(Duration.ofMinutes(20));
        trial.expect(absent(), trial.b().get(sid));
    }

    private static Set<String> many(RuleContext trial, int count) {
        Set<String> sids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            sids.add(trial.sid());
        }
        Instant expiry = trial.inAnHour();
        trial.note("A.set of " + count + " sids");
        sids.forEach(sid -> trial.a().store().set(sid, TEXT, expiry));
        return sids;
    }

    private static void expectExpiry(RuleContext trial, String sid, Instant expected) {
        Duration allowed = trial.a().store().resolution().plus(trial.harness().tolerance());
        Optional<Instant> told = trial.b().expiresAt(sid);
        boolean near = told.filter(
                        instant -> Duration.between(expected, instant).abs().compareTo(allowed) <= 0)
                .isPresent();
        trial.expect(trial.wording().of(expected) + " ± " + trial.wording().of(allowed), near, told);
    }
}
