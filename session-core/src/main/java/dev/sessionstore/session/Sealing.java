package dev.sessionstore.session;

/**
 * How an application that has {@link SealingKeys} treats plain records. All of these read sealed records.
 */
public enum Sealing {
    /**
     * Plain records are read, and all records are written plain. The step before sealing while some nodes still have no keys, and
     * the way back.
     */
    OPEN,
    /** Plain records are read, and sealed when they are next written. The default. */
    SEAL,
    /** A plain record is refused with an {@link UnreadableSessionException}. */
    REQUIRE
}
