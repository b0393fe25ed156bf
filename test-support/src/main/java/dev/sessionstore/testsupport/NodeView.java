package dev.sessionstore.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A node of a cluster as another node sees it: one line of {@code CLUSTER NODES}.
 *
 * @param flags such as myself, master, slave, fail, {@code fail?}, handshake
 * @param slots such as {@code 0-5460} or {@code 7}; migrating slots are omitted
 */
record NodeView(int port, Set<String> flags, List<String> slots) {

    static NodeView parse(String line) {
        String[] words = line.split(" ");
        String address = words[1].split("@")[0];
        return new NodeView(
                Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
                Set.of(words[2].split(",")),
                Arrays.stream(words, 8, words.length)
                        .filter(word -> !word.startsWith("["))
                        .toList());
    }

    boolean is(String flag) {
        return flags.contains(flag);
    }

    boolean hasSlots() {
        return !slots.isEmpty();
    }

    boolean owns(int slot) {
        return slots.stream().anyMatch(range -> {
            String[] ends = range.split("-");
            return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
        });
    }
}
