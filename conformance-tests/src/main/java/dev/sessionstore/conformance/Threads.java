package dev.sessionstore.conformance;

/** The threads of this process, without those of the proxies. */
final class Threads {

    private Threads() {}

    static int count() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("proxy "))
                .count();
    }
}
