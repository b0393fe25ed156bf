package dev.sessionstore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of Session Store and of the libraries under measurement, as the build wrote them down. */
public final class Versions {

    private Versions() {}

    /** {@return the version of Session Store itself} */
    public static String ofSessionStore() {
        return String.valueOf(all().get("Session Store"));
    }

    static Map<String, String> all() {
        Properties versions = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            if (file == null) {
                throw new IllegalStateException("versions.properties is missing");
            }
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read versions.properties", e);
        }
        Map<String, String> sorted = new TreeMap<>();
        versions.forEach((name, version) -> sorted.put(name.toString(), version.toString()));
        return sorted;
    }
}
