package dev.sessionstore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Chart.js as its jar has it (org.webjars.npm:chart.js), so that nothing has to come from elsewhere. */
public final class ChartLibrary {

    private static final String MAVEN = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String FOLDER = "/META-INF/resources/webjars/chart.js/";

    private ChartLibrary() {}

    /** {@return the script, without the address of its source map, and with its licence above} */
    public static String script() {
        String folder = FOLDER + version();
        String script = text(folder + "/dist/chart.umd.min.js")
                .lines()
                .filter(line -> !line.startsWith("//# sourceMappingURL"))
                .reduce("", (above, line) -> above + line + "\n");
        return "/*!\n" + text(folder + "/LICENSE.md").strip() + "\n*/\n" + script;
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = open(MAVEN)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + MAVEN, e);
        }
        return properties.getProperty("version");
    }

    private static String text(String resource) {
        try (InputStream file = open(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream file = ChartLibrary.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException(resource + " is missing");
        }
        return file;
    }
}
