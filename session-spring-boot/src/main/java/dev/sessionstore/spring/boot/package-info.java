/**
 * Auto-configuration of sessions for Spring Boot 4. An application adds the starter and one store module and sets {@code
 * session-store.*}, whose properties are described in the configuration metadata. {@link
 * dev.sessionstore.spring.boot.SessionStoreAutoConfiguration} says which beans there are.
 */
@NullMarked
package dev.sessionstore.spring.boot;

import org.jspecify.annotations.NullMarked;
