/**
 * Real servers for the tests of the other modules, with nothing installed by hand. Not published. Start at the class named for
 * the server: {@code shared()} is one per JVM, {@code start(…)} one of your own that a test may kill and start again. Each comes from
 * an environment variable that names one, Docker, a program of this machine, or a program from Maven Central, in this order. If there
 * is none, the test fails with a message that says what to do.
 *
 * <ul>
 *   <li>{@link dev.sessionstore.testsupport.MySqlServer}, {@link dev.sessionstore.testsupport.MariaDbServer} and {@link
 *       dev.sessionstore.testsupport.PostgresServer} start a {@link dev.sessionstore.testsupport.SqlServer}, through {@code
 *       SqlLauncher}; {@link dev.sessionstore.testsupport.PgBouncer} is a pooler in front of one
 *   <li>{@link dev.sessionstore.testsupport.RedisServer}, {@link dev.sessionstore.testsupport.RedisTlsServer}, {@link
 *       dev.sessionstore.testsupport.RedisSentinel}, {@link dev.sessionstore.testsupport.RedisCluster}, and newer programs in {@link
 *       dev.sessionstore.testsupport.RedisRelease}
 *   <li>{@code Running}: a server as a process ({@code ServerProcess}), in Docker ({@code ServerContainer}), or started by others
 *       ({@code ExternalServer})
 *   <li>{@code Lookup}, {@code MavenArtifact}, {@code ServerFiles}: where programs are found, unpacked and initialised
 *   <li>{@link dev.sessionstore.testsupport.MovableClock}, {@link dev.sessionstore.testsupport.LogCapture}, {@link
 *       dev.sessionstore.testsupport.Lazy}: helpers of the tests
 * </ul>
 */
@NullMarked
package dev.sessionstore.testsupport;

import org.jspecify.annotations.NullMarked;
