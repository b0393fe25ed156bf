package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;

/** Until when a session is readable. */
interface ExpiryRules {

    @Rule(
            id = "EXPIRY-1",
            says = "a session is readable until its expiry, never less, whatever the fraction of the second",
            because = "a store that cuts off fractions ends sessions early, and very short ones at once")
    default void readableUntilItsExpiry(RuleContext trial) {
        for (int fraction : Sample.FRACTIONS) {
            String set = trial.sid();
            String touched = trial.sid();
            Instant expiry =
                    trial.now().truncatedTo(ChronoUnit.SECONDS).plus(HOUR).plusMillis(fraction);
            trial.a().set(set, TEXT, expiry);
            trial.a().set(touched, OTHER, trial.in(HOUR.multipliedBy(3)));
            trial.a().touch(touched, expiry);
            trial.advance(Duration.between(trial.now(), expiry)
                    .minusMillis(1)
                    .minus(trial.harness().tolerance()));
            trial.expect(present(TEXT), trial.a().get(set));
            trial.expect(present(OTHER), trial.b().get(touched));
        }
    }

    @Rule(
            id = "EXPIRY-2",
            says = "a session is gone one resolution after its expiry, whatever the fraction of the second",
            because = "an idle timeout is a promise to the user")
    default void goneAfterItsExpiry(RuleContext trial) {
        for (int fraction : Sample.FRACTIONS) {
            String set = trial.sid();
            String touched = trial.sid();
            Instant expiry =
                    trial.now().truncatedTo(ChronoUnit.SECONDS).plus(HOUR).plusMillis(fraction);
            trial.a().set(set, TEXT, expiry);
            trial.a().set(touched, OTHER, trial.in(HOUR.multipliedBy(3)));
            trial.a().touch(touched, expiry);
            trial.advanceBeyond(Duration.between(trial.now(), expiry));
            trial.expect(absent(), trial.b().get(set));
            trial.expect(absent(), trial.a().get(touched));
        }
    }

    @Rule(
            id = "EXPIRY-3",
            says = "get, touch, destroy, replace, create and listing agree on who is expired",
            because = "a session that one method still sees and another does not is in two states at once")
    default void allMethodsAgree(RuleContext trial) {
        String sid = trial.sid();
        String other = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(other, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().get(sid));
        trial.expect(false, trial.a().touch(sid, trial.inAnHour()));
        trial.expect(false, trial.a().destroy(other));
        trial.expect(absent(), trial.b().get(sid));
        if (trial.a().store().conditionalWrites().isPresent()) {
            trial.expect(WriteOutcome.GONE, trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
        }
        if (trial.a().store().listing().isPresent()) {
            trial.expect(Set.of(), trial.b().sids());
            trial.expect(absent(), trial.b().expiresAt(sid));
            trial.expect(0L, trial.b().count());
        }
        if (trial.a().store().conditionalWrites().isPresent()) {
            trial.expect(true, trial.b().create(sid, OTHER, trial.inAnHour()));
        }
    }

    @Rule(
            id = "EXPIRY-4",
            says = "an expiry beyond what the store can hold becomes its latest, and the session stays",
            because = "a session \"for ever\" must not vanish at once because a number overflowed")
    default void farFutureIsKept(RuleContext trial) {
        for (Instant far : Sample.FAR) {
            String set = trial.sid();
            String touched = trial.sid();
            trial.a().set(set, TEXT, far);
            trial.a().set(touched, OTHER, trial.inAnHour());
            trial.expect(true, trial.a().touch(touched, far));
            trial.expect(present(TEXT), trial.b().get(set));
            trial.expect(present(OTHER), trial.b().get(touched));
            if (trial.a().store().conditionalWrites().isPresent()) {
                trial.expect(WriteOutcome.WRITTEN, trial.a().replace(set, TEXT, OTHER, far));
                trial.expect(present(OTHER), trial.b().get(set));
                String created = trial.sid();
                trial.expect(true, trial.a().create(created, TEXT, far));
                trial.expect(present(TEXT), trial.b().get(created));
            }
        }
    }

    @Rule(
            id = "EXPIRY-5",
            says = "a session that was written for ever is readable years later",
            because = "clamping to a few days is not the latest that a store can hold")
    default void farFutureLasts(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, Instant.MAX);
        trial.advance(Duration.ofDays(3650));
        trial.expect(present(TEXT), trial.a().get(sid));
    }

    @Rule(
            id = "EXPIRY-6",
            says = "an expiry in the far past is past, not an error",
            because = "the beginning of time is a usual way to say \"over\"")
    default void farPastIsPast(RuleContext trial) {
        for (Instant far : List.of(Instant.MIN, Instant.ofEpochMilli(Long.MIN_VALUE), Instant.EPOCH.minusMillis(1))) {
            String sid = trial.sid();
            trial.a().set(sid, TEXT, trial.inAnHour());
            trial.expect(true, trial.a().touch(sid, far));
            trial.expect(absent(), trial.a().get(sid));
            trial.a().set(sid, TEXT, trial.inAnHour());
            trial.a().set(sid, OTHER, far);
            trial.expect(absent(), trial.b().get(sid));
        }
    }

    @Rule(
            id = "EXPIRY-7",
            says = "an expiry is an instant: time zones and the change of the clocks do not move it",
            because = "nodes run in different zones, and a session must not end an hour early on a Sunday in March")
    default void zonesDoNotMatter(RuleContext trial) throws Exception {
        TimeZone before = TimeZone.getDefault();
        ZoneId zone = ZoneId.of("Europe/Berlin");
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Node inBerlin = trial.open("Berlin");
            boolean shared = inBerlin.store().guarantees().contains(Guarantee.SHARED);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            Node inKolkata = shared ? trial.open("Kolkata") : inBerlin;
            for (int change = 0; change < 2; change++) {
                Instant clocksChange =
                        zone.getRules().nextTransition(trial.inAnHour()).getInstant();
                Instant early = clocksChange.minus(HOUR.dividedBy(2));
                Instant late = clocksChange.plus(HOUR.dividedBy(2));
                String ends = trial.sid();
                String lasts = trial.sid();
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                inBerlin.set(ends, TEXT, early);
                inBerlin.set(lasts, OTHER, late);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                trial.expect(present(TEXT), inKolkata.get(ends));
                trial.advanceBeyond(Duration.between(trial.now(), early));
                trial.expect(absent(), inKolkata.get(ends));
                trial.expect(present(OTHER), inKolkata.get(lasts));
                trial.advanceBeyond(Duration.between(trial.now(), late));
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                trial.expect(absent(), inBerlin.get(lasts));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Rule(
            id = "EXPIRY-8",
            needs = Requirement.SILENT_EXPIRY,
            says = "a store that does not promise EXPIRED_EVENTS never tells Expired",
            because = "an event that comes sometimes is worse than none: somebody will rely on it")
    default void silentStoresStaySilent(RuleContext trial) {
        String sid = trial.sid();
        RecordedEvents heard = trial.a().receive();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.a().get(sid);
        trial.a().store().sweeping().ifPresent(sweeping -> trial.a().sweep(100));
        trial.expect(List.of(), heard.all(StoreEvent.Expired.class));
    }

    @Rule(
            id = "EXPIRY-9",
            says = "the declared resolution is not negative and the same at every call and node",
            because = "the session layer and its users build on it")
    default void theResolutionIsSound(RuleContext trial) {
        Duration resolution = trial.a().store().resolution();
        trial.note("A.resolution() → " + resolution);
        trial.expect("zero or more", !resolution.isNegative(), resolution);
        trial.expect(resolution, trial.a().store().resolution());
        trial.expect(resolution, trial.b().store().resolution());
    }
}
