/**
 * The pages in a real browser. A test class is {@link dev.sessionstore.demo.browser.NeedsChromium} and opens a {@code Chromium} of its
 * own; {@code Screenshots} writes what the pages look like into the build folder.
 */
@NullMarked
package dev.sessionstore.demo.browser;

import org.jspecify.annotations.NullMarked;
