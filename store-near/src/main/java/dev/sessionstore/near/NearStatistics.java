package dev.sessionstore.near;

/**
 * What a {@link NearStore} has done since it was built.
 *
 * @param hits reads that were answered by a copy
 * @param misses reads that asked the store
 * @param unproven those of the misses where there was a copy, which could not be trusted at that moment
 * @param changes reports of changed sessions, those of own writes included
 * @param losses how often all copies were dropped because reports may have been missed; once when watching begins
 * @param entries copies now
 */
public record NearStatistics(long hits, long misses, long unproven, long changes, long losses, long entries) {}
