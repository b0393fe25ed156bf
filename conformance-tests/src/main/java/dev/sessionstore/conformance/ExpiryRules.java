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

/** How long a session is readable. */
interface ExpiryRules {

    @Rule(
            id = "EXPIRY-1",
            says = "a session is readable until its expiry, never less, whatever the fraction of the second",
            because = "a store that truncates fractions ends sessions early, and very short ones at once")
    default void readableUntilItsExpiry(RuleContext context) {
        for (int fraction : Sample.FRACTIONS) {
            String set = context.sid();
            String touched = context.sid();
            Instant expiry =
                    context.now().truncatedTo(ChronoUnit.SECONDS).plus(HOUR).plusMillis(fraction);
            context.a().set(set, TEXT, expiry);
            context.a().set(touched, OTHER, context.in(HOUR.multipliedBy(3)));
            context.a().touch(touched, expiry);
            context.advance(Duration.between(context.now(), expiry)
                    .minusMillis(1)
                    .minus(context.harness().tolerance()));
            context.expect(present(TEXT), context.a().get(set));
            context.expect(present(OTHER), context.b().get(touched));
        }
    }

    @Rule(
            id = "EXPIRY-2",
            says = "a session is gone one resolution after its expiry, whatever the fraction of the second",
            because = "an idle timeout protects a user who walks away")
    default void goneAfterItsExpiry(RuleContext context) {
        for (int fraction : Sample.FRACTIONS) {
            String set = context.sid();
            String touched = context.sid();
            Instant expiry =
                    context.now().truncatedTo(ChronoUnit.SECONDS).plus(HOUR).plusMillis(fraction);
            context.a().set(set, TEXT, expiry);
            context.a().set(touched, OTHER, context.in(HOUR.multipliedBy(3)));
            context.a().touch(touched, expiry);
            context.advanceBeyond(Duration.between(context.now(), expiry));
            context.expect(absent(), context.b().get(set));
            context.expect(absent(), context.a().get(touched));
        }
    }

    @Rule(
            id = "EXPIRY-3",
            says = "get, touch, destroy, replace, create and listing agree on which sessions are expired",
            because = "a session that one method still sees and another does not is in two states at once")
    default void allMethodsAgree(RuleContext context) {
        String sid = context.sid();
        String other = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().set(other, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().get(sid));
        context.expect(false, context.a().touch(sid, context.inAnHour()));
        context.expect(false, context.a().destroy(other));
        context.expect(absent(), context.b().get(sid));
        if (context.a().store().conditionalWrites().isPresent()) {
            context.expect(WriteOutcome.GONE, context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
        }
        if (context.a().store().listing().isPresent()) {
            context.expect(Set.of(), context.b().sids());
            context.expect(absent(), context.b().expiresAt(sid));
            context.expect(0L, context.b().count());
        }
        if (context.a().store().conditionalWrites().isPresent()) {
            context.expect(true, context.b().create(sid, OTHER, context.inAnHour()));
        }
    }

    @Rule(
            id = "EXPIRY-4",
            says = "an expiry beyond what the store can hold becomes its latest, and the session stays",
            because = "a session without end must not vanish at once because a number overflowed")
    default void farFutureIsKept(RuleContext context) {
        for (Instant far : Sample.FAR) {
            String set = context.sid();
            String touched = context.sid();
            context.a().set(set, TEXT, far);
            context.a().set(touched, OTHER, context.inAnHour());
            context.expect(true, context.a().touch(touched, far));
            context.expect(present(TEXT), context.b().get(set));
            context.expect(present(OTHER), context.b().get(touched));
            if (context.a().store().conditionalWrites().isPresent()) {
                context.expect(WriteOutcome.WRITTEN, context.a().replace(set, TEXT, OTHER, far));
                context.expect(present(OTHER), context.b().get(set));
                String created = context.sid();
                context.expect(true, context.a().create(created, TEXT, far));
                context.expect(present(TEXT), context.b().get(created));
            }
        }
    }

    @Rule(
            id = "EXPIRY-5",
            says = "a session that was written without end is readable years later",
            because = "a store that clamps to a few days can hold later expiries")
    default void farFutureLasts(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, Instant.MAX);
        context.advance(Duration.ofDays(3650));
        context.expect(present(TEXT), context.a().get(sid));
    }

    @Rule(
            id = "EXPIRY-6",
            says = "an expiry in the far past is past, not an error",
            because = "the beginning of time is a usual way to say \"over\"")
    default void farPastIsPast(RuleContext context) {
        for (Instant far : List.of(Instant.MIN, Instant.ofEpochMilli(Long.MIN_VALUE), Instant.EPOCH.minusMillis(1))) {
            String sid = context.sid();
            context.a().set(sid, TEXT, context.inAnHour());
            context.expect(true, context.a().touch(sid, far));
            context.expect(absent(), context.a().get(sid));
            context.a().set(sid, TEXT, context.inAnHour());
            context.a().set(sid, OTHER, far);
            context.expect(absent(), context.b().get(sid));
        }
    }

    @Rule(
            id = "EXPIRY-7",
            says = "an expiry is an instant: time zones and daylight saving do not move it",
            because = "nodes run in different zones, and a session must not end an hour early on a Sunday in March")
    default void zonesDoNotMatter(RuleContext context) throws Exception {
        TimeZone before = TimeZone.getDefault();
        ZoneId zone = ZoneId.of("Europe/Berlin");
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Node inBerlin = context.open("Berlin");
            boolean shared = inBerlin.store().guarantees().contains(Guarantee.SHARED);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            Node inKolkata = shared ? context.open("Kolkata") : inBerlin;
            for (int change = 0; change < 2; change++) {
                Instant clocksChange =
                        zone.getRules().nextTransition(context.inAnHour()).getInstant();
                Instant early = clocksChange.minus(HOUR.dividedBy(2));
                Instant late = clocksChange.plus(HOUR.dividedBy(2));
                String ends = context.sid();
                String lasts = context.sid();
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                inBerlin.set(ends, TEXT, early);
                inBerlin.set(lasts, OTHER, late);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                context.expect(present(TEXT), inKolkata.get(ends));
                context.advanceBeyond(Duration.between(context.now(), early));
                context.expect(absent(), inKolkata.get(ends));
                context.expect(present(OTHER), inKolkata.get(lasts));
                context.advanceBeyond(Duration.between(context.now(), late));
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                context.expect(absent(), inBerlin.get(lasts));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Rule(
            id = "EXPIRY-8",
            needs = Requirement.SILENT_EXPIRY,
            says = "a store that does not promise EXPIRED_EVENTS never publishes Expired",
            because = "an event that comes only sometimes is worse than none: an application may rely on it")
    default void silentStoresStaySilent(RuleContext context) {
        String sid = context.sid();
        RecordedEvents received = context.a().receive();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.a().get(sid);
        context.a().store().sweeping().ifPresent(sweeping -> context.a().sweep(100));
        context.expect(List.of(), received.all(StoreEvent.Expired.class));
    }

    @Rule(
            id = "EXPIRY-9",
            says = "the declared resolution is not negative and the same at every call and node",
            because = "the session layer and its users build on it")
    default void theResolutionIsSound(RuleContext context) {
        Duration resolution = context.a().store().resolution();
        context.note("A.resolution() → " + resolution);
        context.expect("zero or more", !resolution.isNegative(), resolution);
        context.expect(resolution, context.a().store().resolution());
        context.expect(resolution, context.b().store().resolution());
    }
}
