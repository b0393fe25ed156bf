package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a session ends: never early, at most one resolution late, as Node sees it, in every zone. */
@Tag("slow")
class ExpiryTest {

    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);

    private JdbcStore open(Db db, UnaryOperator<JdbcStoreBuilder> options) {
        return options.apply(db.builder(Db.newTable()).clock(clock).poolSize(1)).build();
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void endsNeverEarlyAndAtMostOneResolutionLate(Db db) {
        try (JdbcStore store = open(db, b -> b)) {
            for (String fraction :
                    List.of("00", "0.001", "0.4", "0.499999", "0.4999999", "0.5", "0.501", "0.999", "0.9999999")) {
                Instant end = NOON.plus(Duration.ofNanos((long) (Double.parseDouble(fraction) * 1e9)))
                        .plusSeconds(10);
                clock.set(NOON);
                store.set("a", "{}", end);
                clock.set(end.minusNanos(1));
                assertThat(store.get("a"))
                        .as("just before the end, at ." + fraction)
                        .isPresent();
                assertThat(store.listing().orElseThrow().count()).isOne();
                assertThat(store.sweeping().orElseThrow().sweep(1)).isZero();
                clock.set(end.plus(store.resolution()));
                assertThat(store.get("a"))
                        .as("one resolution after, at ." + fraction)
                        .isEmpty();
                assertThat(store.touch("a", end.plusSeconds(60))).isFalse();
                assertThat(store.listing().orElseThrow().count()).isZero();
                assertThat(store.listing().orElseThrow().expiresAt("a")).isEmpty();
                assertThat(store.sweeping().orElseThrow().sweep(1)).isOne();
            }
        }
    }

    /** express-mysql-session: stored = Math.round(seconds), expired when stored < Math.round(now). */
    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB", "MARIADB_AS_MYSQL"})
    void agreesWithExpressMysqlSession(Db db) throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = db.builder(table).clock(clock).poolSize(1).build()) {
            for (long endMillis = 0; endMillis <= 1000; endMillis += 250) {
                Instant end = NOON.plusSeconds(10).plusMillis(endMillis);
                clock.set(NOON);
                store.set("a", "{}", end);
                long stored = Long.parseLong(db.query("SELECT expires FROM " + table));
                assertThat(stored).isEqualTo(Math.round(end.toEpochMilli() / 1000.0));
                for (long late = -1500; late <= 1500; late += 125) {
                    clock.set(end.plusMillis(late));
                    boolean nodeReads = stored >= Math.round(clock.instant().toEpochMilli() / 1000.0);
                    assertThat(store.get("a").isPresent())
                            .as("%s ms after %s", late, end)
                            .isEqualTo(nodeReads);
                }
            }
        }
    }

    /** connect-pg-simple: stored = ceil(seconds), read where stored >= ceil(now). */
    @Test
    void agreesWithConnectPgSimple() throws Exception {
        String table = Db.newTable();
        try (JdbcStore store =
                Db.POSTGRESQL.builder(table).clock(clock).poolSize(1).build()) {
            for (long endMillis = 0; endMillis <= 1000; endMillis += 250) {
                Instant end = NOON.plusSeconds(10).plusMillis(endMillis);
                clock.set(NOON);
                store.set("a", "{}", end);
                double stored =
                        Double.parseDouble(Db.POSTGRESQL.query("SELECT extract(epoch FROM expire) FROM " + table));
                assertThat(stored).isEqualTo(Math.ceil(end.toEpochMilli() / 1000.0));
                for (long late = -1500; late <= 1500; late += 125) {
                    clock.set(end.plusMillis(late));
                    boolean nodeReads = stored >= Math.ceil(clock.instant().toEpochMilli() / 1000.0);
                    assertThat(store.get("a").isPresent())
                            .as("%s ms after %s", late, end)
                            .isEqualTo(nodeReads);
                }
            }
        }
    }

    static Stream<Arguments> zones() {
        List<String> jvm = List.of("America/New_York", "Asia/Kolkata");
        List<String> column = List.of("UTC", "Europe/Berlin", "America/New_York", "+05:30", "-03:00");
        return jvm.stream().flatMap(j -> column.stream().map(c -> Arguments.of(j, c)));
    }

    /** Node's statement on a connection in the column's zone, as Node gets it from the server. */
    @ParameterizedTest(name = "JVM in {0}, column in {1}")
    @MethodSource("zones")
    void theZoneOfTheJvmDoesNotMatterOnPostgres(String jvmZone, String columnZone) throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(jvmZone));
        String table = Db.newTable();
        ZoneId zone = ZoneId.of(columnZone);
        try (JdbcStore store =
                Db.POSTGRESQL.builder(table).clock(clock).zone(zone).poolSize(1).build()) {
            for (Instant end : List.of(
                    NOON.plusSeconds(60),
                    Instant.parse("2031-01-15T23:30:00Z"),
                    Instant.parse("2033-05-18T03:33:19Z"))) {
                clock.set(NOON);
                store.set("a", "{}", end);
                String local =
                        ZonedDateTime.ofInstant(end, zone).toLocalDateTime().toString();
                assertThat(Db.POSTGRESQL.query("SELECT expire = '" + local + "'::timestamp FROM " + table))
                        .isEqualTo("t");
                assertThat(store.listing().orElseThrow().expiresAt("a")).hasValue(end);
                clock.set(end.minusMillis(1));
                assertThat(store.get("a")).isPresent();
                assertThat(store.sweeping().orElseThrow().sweep(1)).isZero();
                clock.set(end.plusMillis(1));
                assertThat(store.get("a")).isEmpty();
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** Clocks go back at 2031-10-26T01:00Z, from 03:00 to 02:00, and forward at 2031-03-30T01:00Z, from 02:00 to 03:00. */
    @ParameterizedTest
    @MethodSource("edges")
    void neverEndsEarlyAtTheEdgesOfDaylightSaving(String edge, String columnZone) {
        Instant change = Instant.parse(edge);
        try (JdbcStore store = open(Db.POSTGRESQL, b -> b.zone(ZoneId.of(columnZone)))) {
            for (int start = -90; start <= 60; start += 30) {
                for (int life = 10; life <= 130; life += 40) {
                    Instant begin = change.plus(Duration.ofMinutes(start));
                    Instant end = begin.plus(Duration.ofMinutes(life));
                    clock.set(begin);
                    store.set("a", "{}", end);
                    for (Instant t = begin; t.isBefore(end); t = t.plus(Duration.ofMinutes(5))) {
                        clock.set(t);
                        assertThat(store.get("a")).as("at %s of %s", t, end).isPresent();
                        assertThat(store.sweeping().orElseThrow().sweep(1)).isZero();
                    }
                    boolean twice = !columnZone.equals("UTC") && edge.contains("10-26");
                    clock.set(end.plus(twice ? Duration.ofMinutes(61) : Duration.ofSeconds(1)));
                    assertThat(store.get("a")).as("after %s", end).isEmpty();
                    assertThat(store.sweeping().orElseThrow().sweep(1)).isOne();
                }
            }
        }
    }

    static Stream<Arguments> edges() {
        return Stream.of("2031-10-26T01:00:00Z", "2031-03-30T01:00:00Z")
                .flatMap(edge -> Stream.of(Arguments.of(edge, "Europe/Berlin"), Arguments.of(edge, "UTC")));
    }

    @ParameterizedTest
    @EnumSource(Db.class)
    void whatAColumnCannotHoldBecomesItsLatest(Db db) {
        try (JdbcStore store = open(db, b -> b)) {
            for (Instant far : List.of(
                    Instant.parse("2105-01-01T00:00:00Z"),
                    Instant.parse("2106-02-07T06:28:15Z"),
                    Instant.parse("2106-02-07T06:28:16Z"),
                    Instant.parse("9999-12-31T23:59:59Z"),
                    Instant.parse("+300000-01-01T00:00:00Z"),
                    Instant.MAX)) {
                store.set("a", "{}", far);
                assertThat(store.get("a")).as("until " + far).isPresent();
                assertThat(store.touch("a", far)).isTrue();
                clock.set(Instant.parse("2100-01-01T00:00:00Z"));
                assertThat(store.get("a")).as("in 2100, until " + far).isPresent();
                clock.set(NOON);
                Instant kept = store.listing().orElseThrow().expiresAt("a").orElseThrow();
                Instant latest = Instant.ofEpochSecond(db.isMySqlLike() ? 0xFFFF_FFFFL : 253_402_300_799L);
                assertThat(kept).isAfterOrEqualTo(far.isAfter(latest) ? latest : far);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Db.class,
            names = {"MYSQL", "MARIADB"})
    void theSqlModeDoesNotMatter(Db db) {
        try (JdbcStore store = db.builder(db.url() + "&sessionVariables=sql_mode=''", Db.newTable())
                .clock(clock)
                .build()) {
            store.set("a", "{}", Instant.MAX);
            assertThat(store.listing().orElseThrow().expiresAt("a")).hasValue(Instant.ofEpochSecond(0xFFFF_FFFFL));
        }
    }

    @Test
    void aSignedColumnHasALatestOfItsOwn() throws Exception {
        String table = Db.newTable();
        Db.MYSQL.execute(
                "CREATE TABLE " + table
                        + " (session_id varchar(128) COLLATE utf8mb4_bin PRIMARY KEY, data mediumtext COLLATE utf8mb4_bin, expires int)");
        try (JdbcStore store = Db.MYSQL.builder(table).clock(clock).build()) {
            store.set("a", "{}", Instant.MAX);
            assertThat(store.listing().orElseThrow().expiresAt("a")).hasValue(Instant.ofEpochSecond(Integer.MAX_VALUE));
        }
    }

    @Test
    void aZoneThatTheServerDoesNotKnowIsRefused() {
        ZoneRulesProvider.registerProvider(new Nowhere());
        String nowhere = String.join("/", "Test", "Nowhere");
        assertThatThrownBy(() -> Db.POSTGRESQL
                        .builder(Db.newTable())
                        .zone(ZoneId.of(nowhere))
                        .build())
                .isInstanceOf(UnfitTableException.class)
                .hasMessageContaining("Test/Nowhere");
    }

    /** A zone that only this JVM knows. */
    private static final class Nowhere extends ZoneRulesProvider {
        @Override
        protected Set<String> provideZoneIds() {
            return Set.of("Test/Nowhere");
        }

        @Override
        protected ZoneRules provideRules(String zoneId, boolean forCaching) {
            return ZoneId.of("Europe/Berlin").getRules();
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
            return new TreeMap<>(Map.of("1", provideRules(zoneId, false)));
        }
    }

    @Test
    void infinityInAPostgresColumnIsVeryLate() throws Exception {
        String table = Db.newTable();
        try (JdbcStore store = Db.POSTGRESQL.builder(table).clock(clock).build()) {
            Db.POSTGRESQL.execute("INSERT INTO " + table + " VALUES ('a', '{}', 'infinity')");
            assertThat(store.get("a")).hasValue("{}");
            assertThat(store.listing().orElseThrow().expiresAt("a")).isPresent();
        }
    }
}
