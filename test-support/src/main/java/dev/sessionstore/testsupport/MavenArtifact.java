package dev.sessionstore.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file in the local Maven repository, where the build puts it (goal {@code dependency:get}). */
record MavenArtifact(String group, String artifact, String version, String classifier, String type) {

    /**
     * Finds the file.
     *
     * @throws IllegalStateException if it is missing, with the command that fetches it
     */
    Path file() {
        Path repository = Path.of(
                System.getProperty("sessionstore.repository", System.getProperty("user.home") + "/.m2/repository"));
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        Path file = repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + suffix + "." + type);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    file + " is missing. Get it with: mvn dependency:get -Dtransitive=false -Dartifact="
                            + group + ":" + artifact + ":" + version + ":" + type
                            + (classifier.isEmpty() ? "" : ":" + classifier));
        }
        return file;
    }
}
