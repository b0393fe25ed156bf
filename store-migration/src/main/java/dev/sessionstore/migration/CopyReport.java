package dev.sessionstore.migration;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Collects the {@link Progress} of several threads. */
final class CopyReport {

    private static final System.Logger LOG = System.getLogger(CopyReport.class.getName());

    private final AtomicReference<Progress> progress;

    CopyReport(long total) {
        progress = new AtomicReference<>(new Progress(Progress.State.COPYING, total, 0, 0, null));
    }

    Progress progress() {
        return Objects.requireNonNull(progress.get());
    }

    void moved() {
        progress.updateAndGet(p -> {
            long moved = p.moved() + 1;
            return new Progress(Progress.State.COPYING, Math.max(p.total(), moved), moved, p.refused(), p.problem());
        });
    }

    /** A session stays in the old store. The first is logged; after that, one line a round when the number changes. */
    void problem(String what) {
        Progress before = progress.getAndUpdate(
                p -> new Progress(Progress.State.COPYING, p.total(), p.moved(), p.refused(), what));
        if (before.problem() == null) {
            LOG.log(System.Logger.Level.WARNING, what);
        }
    }

    /** The next round follows at once when this one moved something and nothing was refused, else after a pause. */
    void endOfRound(long moved, long refused) {
        Progress.State state = moved > 0 && refused == 0 ? Progress.State.COPYING : Progress.State.WAITING;
        Progress before = progress.getAndUpdate(
                p -> new Progress(state, p.total(), p.moved(), refused, refused == 0 ? null : p.problem()));
        if (refused > 0 && refused != before.refused()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Sessions that stay in the old store: " + refused + ". " + before.problem());
        }
    }

    void waiting(@Nullable String problem) {
        progress.updateAndGet(p -> new Progress(Progress.State.WAITING, p.total(), p.moved(), p.refused(), problem));
    }

    void done() {
        progress.updateAndGet(p -> new Progress(Progress.State.DONE, p.total(), p.moved(), 0, null));
    }

    void closed(@Nullable String problem) {
        progress.updateAndGet(p -> new Progress(Progress.State.CLOSED, p.total(), p.moved(), p.refused(), problem));
    }
}
