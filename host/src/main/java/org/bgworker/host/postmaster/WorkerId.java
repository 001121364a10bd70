package org.bgworker.host.postmaster;

/**
 * What a handle says of its worker (R43).
 *
 * @param slot the number of its slot
 * @param generation how often the slot had been given out by then
 */
public record WorkerId(int slot, long generation) {}
