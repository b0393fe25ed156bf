package dev.sessionstore.demo.browser;

import java.io.File;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The browser and the program that drives it. */
record ChromiumFiles(File browser, File driver) {

    static Optional<ChromiumFiles> find() {
        Optional<File> browser = find("CHROME_BIN", "chromium", "chromium-browser", "google-chrome");
        Optional<File> driver = find("CHROMEDRIVER", "chromedriver");
        return browser.flatMap(b -> driver.map(d -> new ChromiumFiles(b, d)));
    }

    private static Optional<File> find(String variable, String... names) {
        @Nullable String named = System.getenv(variable);
        if (named != null) {
            return Optional.of(new File(named)).filter(File::canExecute);
        }
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(String.valueOf(System.getenv("PATH")))
                        .map(folder -> new File(folder, name)))
                .filter(file -> file.isFile() && file.canExecute())
                .findFirst();
    }
}
