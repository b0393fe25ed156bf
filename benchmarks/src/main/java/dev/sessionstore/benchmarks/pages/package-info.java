/**
 * Tables in Markdown and plots in SVG, made of results files. Start with {@link dev.sessionstore.benchmarks.pages.PagesCommand}.
 */
@NullMarked
package dev.sessionstore.benchmarks.pages;

import org.jspecify.annotations.NullMarked;
