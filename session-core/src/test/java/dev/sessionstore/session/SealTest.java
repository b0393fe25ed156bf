package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The format of sealed records: the vectors of docs/sealing.md, and that nothing else opens. */
class SealTest {

    private static final String JSON = "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null},\"user\":\"Zoë 😀\"}";
    private static final SealingKeys KEYS = SealingKeys.of("k1", new byte[32]);

    private final Seal seal = Seal.of(KEYS, Sealing.REQUIRE);

    private static CookieFields cookie(String json) {
        return CookieFields.parse(Attributes.parse(Codec.STANDARD, json).storedCookie(), 0);
    }

    private String sealed() {
        return sealed(JSON);
    }

    private String sealed(String json) {
        return seal.seal("A", json, cookie(json));
    }

    private void refused(String record) {
        assertThatExceptionOfType(UnreadableSessionException.class)
                .as(record)
                .isThrownBy(() -> seal.open("A", record))
                .withMessageNotContaining("Zo");
    }

    /** {@return the vectors of the page: what stands behind each name} */
    static List<Map<String, String>> vectors() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "sealing.md"));
        List<Map<String, String>> vectors = new ArrayList<>();
        for (String block : page.split("```")) {
            if (block.startsWith("\nkey id ")) {
                Map<String, String> vector = new HashMap<>();
                block.strip()
                        .lines()
                        .forEach(line -> vector.put(line.substring(0, 7).strip(), line.substring(8)));
                vectors.add(vector);
            }
        }
        return vectors;
    }

    @Test
    void theVectorsOfThePageAreSealedAndOpenedToTheCharacter() throws IOException {
        assertThat(vectors()).hasSize(2).allSatisfy(vector -> {
            byte[] nonce = HexFormat.of().parseHex(vector.get("nonce"));
            SealingKeys keys =
                    SealingKeys.of(vector.get("key id"), HexFormat.of().parseHex(vector.get("key")));
            Seal fixed =
                    new Seal(keys.source(), Sealing.SEAL, bytes -> System.arraycopy(nonce, 0, bytes, 0, nonce.length));
            String json = vector.get("session");
            assertThat(fixed.seal(vector.get("id"), json, cookie(json))).isEqualTo(vector.get("record"));
            assertThat(fixed.open(vector.get("id"), vector.get("record"))).isEqualTo(json);
        });
    }

    @Test
    void aSessionIsNeverSealedTheSameTwice() {
        assertThat(sealed()).isNotEqualTo(sealed());
        assertThat(seal.open("A", sealed())).isEqualTo(JSON);
    }

    @Test
    void noCharacterOfWhatIsSealedCanBeChangedLeftOutOrAdded() {
        for (String blanks : List.of("", " ", "  ")) { // base64 ends in three ways
            noCharacterCanBeChanged(sealed(JSON + blanks));
        }
    }

    private void noCharacterCanBeChanged(String record) {
        int from = record.indexOf("s1.");
        int to = record.length() - 2;
        for (int i = from; i < to; i++) {
            for (char other : new char[] {'A', 'B', 'z', '_', '-', '.', '=', '\\', '"'}) {
                if (record.charAt(i) != other) {
                    refused(record.substring(0, i) + other + record.substring(i + 1));
                }
            }
            refused(record.substring(0, i) + record.substring(i + 1));
            refused(record.substring(0, i) + "A" + record.substring(i));
        }
        refused(record.substring(0, to) + "A\"}");
        refused(record.substring(0, to) + "=\"}");
    }

    @Test
    void noBitOfNonceCiphertextAndTagCanBeChanged() {
        String record = sealed();
        int from = record.indexOf("s1.k1.") + 6;
        int to = record.length() - 2;
        byte[] content = Base64.getUrlDecoder().decode(record.substring(from, to));
        for (int bit = 0; bit < content.length * 8; bit++) {
            byte[] changed = content.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refused(record.substring(0, from)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(changed)
                    + record.substring(to));
        }
        for (int length = 0; length < content.length; length++) {
            byte[] shorter = Arrays.copyOf(content, length);
            refused(record.substring(0, from)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(shorter)
                    + record.substring(to));
        }
    }

    @Test
    void theSameKeyUnderAnotherIdDoesNotOpenIt() {
        String record = sealed().replace("s1.k1.", "s1.k2.");
        Seal both = Seal.of(
                SealingKeys.builder()
                        .key("k1", new byte[32])
                        .key("k2", new byte[32])
                        .build(),
                Sealing.SEAL);
        assertThatExceptionOfType(UnreadableSessionException.class).isThrownBy(() -> both.open("A", record));
    }

    @Test
    void otherFormsOfTheSameJsonObjectOpen() {
        String record = sealed();
        String value = record.substring(record.indexOf("\"s1."), record.length() - 1);
        assertThat(seal.open("A", " { \"sealed\" : " + value + " ,\n \"cookie\" : {\"expires\":null} } "))
                .isEqualTo(JSON);
        refused("[" + value + "]");
        refused(value);
        refused("{\"sealed\":" + value);
        refused("{\"sealed\":" + value + ",\"a\":1}");
        refused("{\"cookie\":{},\"sealed\":{\"sealed\":" + value + "}}");
    }
}
