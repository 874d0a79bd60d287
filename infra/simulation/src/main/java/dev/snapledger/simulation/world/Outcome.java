package dev.snapledger.simulation.world;

import java.util.Map;

/**
 * How a world went in which nothing was found.
 *
 * @param steps steps in all, the nested ones and those of the healing included
 * @param events committed events
 * @param rejections commands that were refused
 * @param snapshots snapshots whose bytes were compared at rest
 * @param faults how often each fault occurred
 * @param hash over all that happened: the same seed gives the same
 */
public record Outcome(
    long steps, long events, long rejections, long snapshots, Map<Fault, Long> faults, long hash) {}
