package dev.snapledger.simulation.log;

import java.util.List;

/**
 * What was read.
 *
 * @param records by rising offset
 * @param next offset to go on at
 */
public record Fetched(List<LogRecord> records, long next) {}
