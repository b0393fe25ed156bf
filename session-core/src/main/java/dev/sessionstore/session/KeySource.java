package dev.sessionstore.session;

/** Where the sealing keys come from. Thread-safe. */
interface KeySource {

    /** {@return the keys to seal and open with now} */
    KeyRing current();

    /** {@return the keys, after a record named one that was not among them} May wait. */
    KeyRing afterMiss();

    /** {@return the keys as they are known} */
    KeyRing last();
}
