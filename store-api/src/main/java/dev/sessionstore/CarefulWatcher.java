package dev.sessionstore;

import dev.sessionstore.Watching.Watcher;

/** Logs what a watcher throws, so that it harms nobody else. */
record CarefulWatcher(Watcher watcher) implements Watcher {

    private static final System.Logger LOG = System.getLogger(Watcher.class.getName());

    @Override
    public void changed(String sid) {
        try {
            watcher.changed(sid);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "A watcher failed at " + StoreArguments.shorten(sid), e);
        }
    }

    @Override
    public void lost() {
        try {
            watcher.lost();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "A watcher failed when its link was lost", e);
        }
    }
}
