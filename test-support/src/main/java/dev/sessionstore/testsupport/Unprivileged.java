package dev.sessionstore.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/** How to start a server that refuses to run as root. */
enum Unprivileged {
    /** Not root: nothing to do. */
    ALREADY(),
    /** In a user namespace, where the process does not appear as root and the files keep their owner. */
    NAMESPACE("unshare", "-U"),
    /** As the user nobody, who then owns the files; where user namespaces are forbidden. */
    NOBODY("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list, whose type does not say so
    private final List<String> prefix;

    Unprivileged(String... prefix) {
        this.prefix = List.of(prefix);
    }

    static Unprivileged here() {
        if (!Lookup.isRoot()) {
            return ALREADY;
        }
        if (NAMESPACE.works()) {
            return NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new IllegalStateException(
                "This server refuses to run as root, and neither unshare nor setpriv works here: run the"
                        + " build as another user");
    }

    private boolean works() {
        try {
            return new ProcessBuilder(command(List.of("true"))).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Makes the user of the server the owner of files. */
    void own(Path... files) throws IOException {
        if (this == NOBODY) {
            for (Path file : files) {
                UserPrincipal nobody =
                        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
                Files.setOwner(file, nobody);
            }
        }
    }
}
