package dev.sessionstore.jdbc;

import java.util.List;

/**
 * Removes the rows of a table page by page. Passes through it once by primary key, so that it ends whatever other nodes create or
 * delete meanwhile.
 */
final class TableClearing {

    private TableClearing() {}

    interface PageRead {
        List<String> after(String sid);
    }

    interface RangeRemoval {
        int remove(String after, String upTo);
    }

    static void inPages(StoreState state, int size, PageRead read, RangeRemoval remove) {
        String last = "";
        List<String> page;
        do {
            String after = last;
            page = state.call(() -> read.after(after));
            if (!page.isEmpty()) {
                String upTo = page.get(page.size() - 1);
                state.call(() -> remove.remove(after, upTo));
                last = upTo;
            }
        } while (page.size() == size);
    }
}
