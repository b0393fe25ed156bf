/**
 * Auto-configuration of sessions for Spring Boot 4. An application adds the starter and one store module and sets
 * {@code session-store.*}. {@link dev.sessionstore.spring.boot.SessionStoreProperties} lists the properties, and {@link
 * dev.sessionstore.spring.boot.SessionStoreAutoConfiguration} the beans.
 */
@NullMarked
package dev.sessionstore.spring.boot;

import org.jspecify.annotations.NullMarked;
