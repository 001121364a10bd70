package org.bgworker.host.postmaster;

/**
 * One load of a library. Two loads of the same files are two versions.
 *
 * @param library the name of its root module
 * @param number counted from 1, never given twice
 */
public record LibraryVersion(String library, long number) {}
