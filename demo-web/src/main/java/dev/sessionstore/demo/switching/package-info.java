/**
 * Another store while requests go on. {@link dev.sessionstore.demo.switching.SwitchableStore} is what the session manager holds;
 * {@link dev.sessionstore.demo.switching.StoreSwitch} opens stores, switches, moves and closes what is not needed any more.
 */
@NullMarked
package dev.sessionstore.demo.switching;

import org.jspecify.annotations.NullMarked;
