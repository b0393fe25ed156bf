package dev.sessionstore.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a {@link Report} as JUnit XML, for machines. What is not promised or not run counts as skipped, with the reason. */
final class ReportXml {

    private ReportXml() {}

    /** Writes {@code TEST-<store>.xml} into a folder. */
    static Path write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("TEST-" + ReportPage.fileName(report) + ".xml"), xml(report));
    }

    static String xml(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            List<Verdict> verdicts = report.verdicts();
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", report.store());
            xml.writeAttribute("tests", String.valueOf(verdicts.size()));
            xml.writeAttribute("failures", String.valueOf(report.count(Outcome.BROKEN)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    String.valueOf(report.count(Outcome.NOT_PROMISED)
                            + report.count(Outcome.NOT_TRIED)
                            + report.count(Outcome.NOT_RUN)));
            for (Verdict verdict : verdicts) {
                write(xml, report.store(), verdict);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the report cannot be written as XML", e);
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, String store, Verdict verdict) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", store);
        xml.writeAttribute("name", verdict.rule().id() + ": " + verdict.rule().says());
        xml.writeAttribute(
                "time", String.format(Locale.ROOT, "%.3f", verdict.took().toMillis() / 1000.0));
        switch (verdict.outcome()) {
            case BROKEN -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", printable(verdict.detail()));
                xml.writeCharacters(printable(verdict.report()));
                xml.writeEndElement();
            }
            case NOT_PROMISED, NOT_TRIED, NOT_RUN -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", verdict.outcome() + ": " + printable(verdict.detail()));
            }
            default -> {}
        }
        xml.writeEndElement();
    }

    /** XML 1.0 allows neither most control characters nor unpaired surrogates. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\n' || c == '\t' || (c >= ' ' && (c < 0xd800 || c > 0xdfff) && c < 0xfffe) || c > 0xffff
                        ? c
                        : 0xfffd)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
