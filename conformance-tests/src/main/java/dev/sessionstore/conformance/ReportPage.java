package dev.sessionstore.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a {@link Report} for people: as text for the console, as Markdown for a page. */
final class ReportPage {

    private ReportPage() {}

    /** A line for each chapter that was run, and the rules that are not kept, by reason. */
    static String text(Report report) {
        StringBuilder text = new StringBuilder("Conformance of " + report.store() + ": " + report.summary() + "\n");
        report.chapters().forEach((chapter, all) -> {
            List<Verdict> verdicts = all.stream()
                    .filter(verdict -> verdict.outcome() != Outcome.NOT_RUN)
                    .toList();
            if (verdicts.isEmpty()) {
                return;
            }
            text.append(String.format("  %-9s %s\n", chapter, Report.summary(verdicts)));
            notKept(verdicts).forEach((reason, rules) -> text.append("    " + rules + " " + reason + "\n"));
        });
        return text.toString();
    }

    /** Reasons, and the rules to which each applies. */
    private static Map<String, String> notKept(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome() != Outcome.KEPT)
                .collect(Collectors.groupingBy(
                        ReportPage::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(verdict -> verdict.rule().id(), Collectors.joining(", "))));
    }

    private static String reason(Verdict verdict) {
        return switch (verdict.outcome()) {
            case BROKEN, DEVIATES -> verdict.outcome() + ": " + verdict.rule().says() + " (" + verdict.detail() + ")";
            default -> verdict.outcome() + ": " + verdict.detail();
        };
    }

    static String markdown(Report report) {
        StringBuilder page = new StringBuilder("# Conformance of " + report.store() + "\n\n" + report.summary()
                + ".\n\n"
                + report.declared().map(declared -> declared.markdown() + "\n").orElse("")
                + "| Rule | Requirement | Result | Remark |\n|---|---|---|---|\n");
        for (Verdict verdict : report.verdicts()) {
            page.append("| " + verdict.rule().id() + " | " + cell(verdict.rule().says()) + " | " + verdict.outcome()
                    + " | " + cell(verdict.detail()) + " |\n");
        }
        List<Verdict> broken = report.verdicts().stream()
                .filter(verdict -> !verdict.report().isEmpty())
                .toList();
        if (!broken.isEmpty()) {
            page.append("\n## What was found\n");
        }
        for (Verdict verdict : broken) {
            page.append("\n### " + verdict.rule().id() + "\n\n```text\n" + verdict.report() + "\n```\n");
        }
        return page.toString();
    }

    /** Writes {@code <store>.md} into a folder. */
    static Path write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(fileName(report) + ".md"), markdown(report));
    }

    static String fileName(Report report) {
        return report.store().replaceAll("[^\\w.-]", "_");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
