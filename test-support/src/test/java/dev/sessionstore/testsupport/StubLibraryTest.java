package dev.sessionstore.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The loader of this machine takes them for libraries. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class StubLibraryTest {

    @TempDir
    Path folder;

    @Test
    void theLoaderTakesEveryOne() throws Exception {
        for (StubLibrary library : StubLibrary.all()) {
            Path file = library.write(folder);
            assertThatCode(() -> System.load(file.toString())).doesNotThrowAnyException();
        }
        assertThat(folder.resolve("libaio.so.1")).exists();
        assertThat(folder.resolve("libnuma.so.1")).exists();
    }

    @Test
    void theLoaderWouldNotTakeABrokenOne() throws Exception {
        Path file = StubLibrary.all().get(0).write(folder);
        byte[] bytes = Files.readAllBytes(file);
        bytes[18] = 40; // for another processor
        Path broken = Files.write(folder.resolve("broken.so"), bytes);
        assertThatThrownBy(() -> System.load(broken.toString())).isInstanceOf(UnsatisfiedLinkError.class);
    }
}
