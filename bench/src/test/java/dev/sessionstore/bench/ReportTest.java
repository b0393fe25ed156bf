package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final String page = Report.page(SampleResults.of("</script><script>alert(1)</script>"));

    @Test
    void nothingIsLoadedFromAnywhere() {
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContainPattern("<(script|img|link|iframe)[^>]*\\s(src|href)=")
                .doesNotContain("@import", "sourceMappingURL")
                .doesNotContainPattern("url\\(");
    }

    /** What is left of URLs are the words of licences. */
    @Test
    void theOnlyAddressesAreInTheLicencesOfTheChartLibrary() {
        List<String> addresses = Pattern.compile("https?://[^\\s\"'<>)]+")
                .matcher(page)
                .results()
                .map(match -> match.group())
                .toList();
        assertThat(addresses).allMatch(address -> address.contains("chartjs.org") || address.contains("kurkle/color"));
        assertThat(page).contains("Permission is hereby granted");
    }

    @Test
    void thePolicyAllowsItsScriptsAndItsStyleByTheirHashesAndNothingElse() throws Exception {
        List<String> hashes = new ArrayList<>();
        Matcher inline =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        while (inline.find()) {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256").digest(inline.group(2).getBytes(StandardCharsets.UTF_8));
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(sha) + "'");
        }
        assertThat(hashes).hasSize(3);
        String policy = page.lines()
                .filter(line -> line.contains("Content-Security-Policy"))
                .findFirst()
                .orElseThrow();
        assertThat(policy).contains(hashes).doesNotContain("unsafe");
    }

    @Test
    void namesCannotBecomeMarkup() {
        assertThat(page).doesNotContain("alert(1)</script>").contains("\\u003c/script>\\u003cscript>alert(1)");
    }

    @Test
    void theResultsAreInItAndCanBeReadBack() {
        Matcher data =
                Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(page);
        assertThat(data.find()).isTrue();
        assertThat(Results.fromJson(data.group(1)).rows()).hasSize(2);
    }
}
