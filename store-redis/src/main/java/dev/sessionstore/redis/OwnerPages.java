package dev.sessionstore.redis;

import dev.sessionstore.redis.OwnerPages.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/**
 * The entries of an owner that have not ended, a page at a time, in the order in which they were first bound. Ends with the one
 * that is the newest when the first page is read.
 */
final class OwnerPages implements Iterator<List<Entry>> {

    private final BiFunction<String, String, List<String>> read;
    private String next = "";
    private String last = "";
    private boolean begun;

    /**
     * An entry.
     *
     * @param sid the session's id
     * @param boundAt when it was bound last, by the server's clock; empty when that was less than a minute ago
     */
    record Entry(String sid, String boundAt) {

        /** {@return whether it may go when there is no session, since none is about to be written} */
        boolean isSettled() {
            return !boundAt.isEmpty();
        }
    }

    /** @param read runs {@link OwnerScripts#LIST} with its first two arguments */
    OwnerPages(BiFunction<String, String, List<String>> read) {
        this.read = read;
    }

    @Override
    public boolean hasNext() {
        return !begun || !next.isEmpty();
    }

    @Override
    public List<Entry> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> answer = read.apply(next, last);
        begun = true;
        next = answer.get(0);
        last = answer.get(1);
        List<Entry> entries = new ArrayList<>(answer.size() / 2);
        for (int i = 2; i < answer.size(); i += 2) {
            entries.add(new Entry(answer.get(i), answer.get(i + 1)));
        }
        return entries;
    }
}
