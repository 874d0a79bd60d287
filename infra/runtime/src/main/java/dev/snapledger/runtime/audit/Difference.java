package dev.snapledger.runtime.audit;

/**
 * The first place where a log is not what its commands lead to.
 *
 * @param what what differs: event, reply, or what is missing or too much
 * @param logOffset offset of the record that was found; -1 when there is none
 * @param commandOffset offset of the command that leads to what was expected; -1 when none does
 * @param expected what the command leads to, decoded as far as possible
 * @param found what the log says, decoded as far as possible
 */
public record Difference(
    String what, long logOffset, long commandOffset, String expected, String found) {}
