/**
 * Stores that are wrong on purpose, by chapter. Each differs from a small correct one in one point, named after what a real
 * store could get wrong.
 */
package dev.sessionstore.conformance.wrong;
