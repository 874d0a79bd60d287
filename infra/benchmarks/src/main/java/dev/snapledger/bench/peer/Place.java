package dev.snapledger.bench.peer;

import dev.snapledger.bench.process.Workspace;

/**
 * Where contenders work.
 *
 * @param workspace each has a folder in it
 * @param diskBytes size of the disk
 */
public record Place(Workspace workspace, long diskBytes) {}
