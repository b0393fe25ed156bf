package dev.sessionstore.bench;

/**
 * What a server has done since its start, by its own counters. What it does not count is -1.
 *
 * @param commands commands or statements answered
 * @param bytesIn bytes received from clients
 * @param bytesOut bytes sent to clients
 * @param cpuMicros CPU time used, in µs
 */
public record ServerUse(long commands, long bytesIn, long bytesOut, long cpuMicros) {

    /** {@return what was done between an earlier reading and this one; -1 where either is not known} */
    public ServerUse since(ServerUse earlier) {
        return new ServerUse(
                difference(commands, earlier.commands),
                difference(bytesIn, earlier.bytesIn),
                difference(bytesOut, earlier.bytesOut),
                difference(cpuMicros, earlier.cpuMicros));
    }

    /** {@return the sum with another; -1 where either is not known} */
    public ServerUse plus(ServerUse other) {
        return new ServerUse(
                sum(commands, other.commands),
                sum(bytesIn, other.bytesIn),
                sum(bytesOut, other.bytesOut),
                sum(cpuMicros, other.cpuMicros));
    }

    private static long sum(long one, long other) {
        return one < 0 || other < 0 ? -1 : one + other;
    }

    private static long difference(long now, long earlier) {
        return now < 0 || earlier < 0 ? -1 : now - earlier;
    }
}
