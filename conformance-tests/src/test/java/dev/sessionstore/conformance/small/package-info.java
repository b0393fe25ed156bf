/** Small correct stores, on which the suite itself is tested: in memory, and over a tiny network protocol. */
package dev.sessionstore.conformance.small;
