package dev.snapledger.simulation.log;

/**
 * What a transactional producer got when it introduced itself.
 *
 * @param transactionalId its name
 * @param producer number of the name, the same for each of its producers
 * @param epoch rises with every new producer of that name, and whenever one is fenced
 */
public record ProducerHandle(String transactionalId, long producer, int epoch) {}
