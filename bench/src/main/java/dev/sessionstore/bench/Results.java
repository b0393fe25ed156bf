package dev.sessionstore.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has measured, and where. It holds names, settings and numbers: no URL, no password, no session.
 *
 * @param format of the JSON, 1
 * @param date when the run began
 * @param complete whether every target has done every round
 * @param machine where
 * @param versions of the libraries, by name
 * @param settings of the plan
 * @param rows in the order of threads, then of targets; one without a finished round is not there
 * @param failures of targets that could not take part, or not to the end
 */
public record Results(
        int format,
        Instant date,
        boolean complete,
        Machine machine,
        Map<String, String> versions,
        Settings settings,
        List<Row> rows,
        List<Failure> failures) {

    static final int FORMAT = 1;

    /** Copies what it gets. */
    public Results {
        versions = new TreeMap<>(versions);
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }

    /**
     * Whether a row's ratio can be relied on. Where the rounds scatter, the machine was busy with other things.
     *
     * @param row one of these results
     * @return false when it has no ratio, or when that, its throughput or the throughput of its baseline scatters
     */
    public boolean isRatioSteady(Row row) {
        Spread ratio = row.ratio();
        return ratio != null
                && !ratio.scatters()
                && !row.throughput().scatters()
                && rows.stream()
                        .filter(other -> other.threads() == row.threads()
                                && other.target().equals(row.baseline()))
                        .noneMatch(baseline -> baseline.throughput().scatters());
    }

    /** {@return all of it as JSON text, which {@link #fromJson} reads} */
    public String toJson() {
        return ResultsJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param json the text
     * @return the results
     * @throws IllegalArgumentException when it is something else
     */
    public static Results fromJson(String json) {
        return ResultsJson.read(json);
    }

    /** {@return one line for each row, with a line of names above (RFC 4180)} */
    public String toCsv() {
        return ResultsCsv.of(this);
    }

    /** {@return a table for people to read, in a font of fixed width} */
    public String toTable() {
        return ResultsTable.of(this);
    }
}
