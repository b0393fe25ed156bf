package dev.sessionstore.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sessionstore.Store;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All sessions of a store as a file, and back. */
@Tag("slow")
class BackupTest {

    private static final Progress NOBODY = (done, of) -> {};
    private static final InstantSource NOW = InstantSource.system();
    private static final Duration FINEST = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final MemoryStore store = MemoryStore.builder().build();
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private final Map<String, String> texts = new TreeMap<>(Map.of(
            "plain", "{\"cookie\":{},\"n\":1.50,\"n\":2}",
            "strange", "{\"a\":\"line\\nbreak \u2028 \\u0041 \uD83D\uDE00 \\\"\"}",
            "no-json", "a\nb\r\tc",
            "long", "{\"x\":\"" + "ü".repeat(300_000) + "\"}"));

    @AfterEach
    void close() {
        store.close();
    }

    private Path exported() throws IOException {
        Path file = folder.resolve("sessions.jsonl");
        new Export(store, file).run(NOBODY);
        return file;
    }

    private Import.Result imported(Store into, Path file, boolean overwrite) throws Exception {
        return new Import(into, NOW, overwrite).run(file, 1, NOBODY);
    }

    static Stream<StoreSpec> others() {
        return Stream.of(
                StoreSpec.parse("memory"),
                StoreSpec.parse("jdbc:h2:mem:backup-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"),
                StoreSpec.of("redis-jedis", RedisServer.shared().url())
                        .withPrefix("backup-" + UUID.randomUUID() + ":"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void everySessionComesBackInAnotherStoreCharacterByCharacter(StoreSpec other) throws Exception {
        texts.forEach((sid, text) -> store.set(sid, text, inAnHour));
        store.set("endless", "{}", Instant.MAX);
        Path file = exported();
        assertThat(Files.readAllLines(file)).hasSize(texts.size() + 1);
        try (Store into = Backends.open(other)) {
            assertThat(imported(into, file, false)).isEqualTo(new Import.Result(texts.size() + 1, 0, 0));
            texts.forEach((sid, text) -> {
                assertThat(into.get(sid)).as(sid).hasValue(text);
                assertThat(into.listing().orElseThrow().expiresAt(sid).orElseThrow())
                        .isBetween(inAnHour.minus(FINEST), inAnHour.plus(FINEST));
            });
            assertThat(into.listing().orElseThrow().expiresAt("endless").orElseThrow())
                    .isAfter(Instant.parse("2037-01-01T00:00:00Z"));
            assertThat(imported(into, file, false)).isEqualTo(new Import.Result(0, 0, texts.size() + 1));
            into.listing().orElseThrow().clear();
        }
    }

    @Test
    void aSessionThatIsThereStaysUnlessItIsToBeOverwritten() throws Exception {
        store.set("a", "old", inAnHour);
        Path file = exported();
        store.set("a", "new", inAnHour);
        assertThat(imported(store, file, false)).isEqualTo(new Import.Result(0, 0, 1));
        assertThat(store.get("a")).hasValue("new");
        assertThat(imported(store, file, true)).isEqualTo(new Import.Result(1, 0, 0));
        assertThat(store.get("a")).hasValue("old");
    }

    @Test
    void whatHasExpiredMeanwhileIsLeftOut() throws Exception {
        store.set("short", "{}", inAnHour);
        store.set("long", "{}", inAnHour.plusSeconds(3600));
        Path file = exported();
        try (MemoryStore into = MemoryStore.builder().build()) {
            Import later = new Import(into, InstantSource.fixed(inAnHour.plusSeconds(1)), false);
            assertThat(later.run(file, 1, NOBODY)).isEqualTo(new Import.Result(1, 1, 0));
            assertThat(into.get("short")).isEmpty();
        }
    }

    @Test
    void anInterruptedExportGoesOnAfterItsLastCompleteLine() throws Exception {
        texts.forEach((sid, text) -> store.set(sid, text, inAnHour));
        Path file = exported();
        byte[] whole = Files.readAllBytes(file);
        for (int kept : List.of(0, 1, whole.length / 2, whole.length - 1, whole.length)) {
            Files.delete(file);
            Files.write(folder.resolve("sessions.jsonl.part"), Arrays.copyOf(whole, kept));
            assertThat(new Export(store, file).run(NOBODY)).isEqualTo(texts.size());
            assertThat(Files.readAllLines(file)).as("%d bytes kept", kept).hasSize(texts.size());
            assertThat(folder.resolve("sessions.jsonl.part")).doesNotExist();
        }
        try (MemoryStore into = MemoryStore.builder().build()) {
            imported(into, file, false);
            texts.forEach((sid, text) -> assertThat(into.get(sid)).hasValue(text));
        }
    }

    @Test
    void aLineThatIsNoneStopsTheImportAndNamesItWithoutShowingIt() throws Exception {
        store.set("a", "{}", inAnHour);
        Path file = exported();
        for (String wrong : List.of(
                "a secret, no JSON",
                "[]",
                "{\"sid\":\"s3cret\"}",
                "{\"sid\":\"b\",\"expires\":\"tomorrow, s3cret\",\"text\":\"\"}",
                "{\"sid\":\"" + "s3cret".repeat(50) + "\",\"expires\":null,\"text\":\"\"}")) {
            Path broken = folder.resolve("broken.jsonl");
            Files.copy(file, broken, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(broken, wrong + "\n", StandardOpenOption.APPEND);
            Files.writeString(broken, Files.readString(file), StandardOpenOption.APPEND);
            try (MemoryStore into = MemoryStore.builder().build()) {
                assertThatExceptionOfType(Import.StoppedException.class)
                        .isThrownBy(() -> imported(into, broken, false))
                        .withMessageStartingWith("line 2: ")
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3crets3cret"));
                assertThat(into.get("a")).hasValue("{}");
                assertThat(new Import(into, NOW, false).run(broken, 3, NOBODY)).isEqualTo(new Import.Result(0, 0, 1));
            }
        }
    }

    @Test
    void onlyTheOwnerOfTheFileMayReadIt() throws Exception {
        store.set("a", "{}", inAnHour);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exported())))
                .isEqualTo("rw-------");
    }

    @Test
    void sizesNameAttributesAndShowNoValue() {
        store.set("a", "{\"cookie\":{},\"cart\":\"" + "s3cret".repeat(100) + "\"}", inAnHour);
        store.set("b", "{\"cookie\":{},\"cart\":\"ü\"}", Instant.MAX);
        store.set("c", "no JSON", inAnHour);
        Sizes sizes = Sizes.of(store, NOW, NOBODY);
        assertThat(sizes.bytes()).containsExactly(7L, 25L, 623L);
        assertThat(sizes.endless()).isEqualTo(1);
        assertThat(sizes.unreadable()).isEqualTo(1);
        assertThat(sizes.lives()).hasSize(2).allMatch(left -> left.toMinutes() == 59);
        assertThat(sizes.attributes())
                .containsOnlyKeys("cookie", "cart")
                .containsEntry("cart", new Sizes.Attribute(2, 606, 602));
        assertThat(sizes.toString()).doesNotContain("s3cret");
    }
}
