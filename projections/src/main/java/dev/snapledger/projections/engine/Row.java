package dev.snapledger.projections.engine;

import dev.snapledger.projections.row.Key;

/**
 * A row of a table with its key.
 *
 * @param key its key
 * @param value what it says
 */
public record Row<R>(Key key, R value) {}
