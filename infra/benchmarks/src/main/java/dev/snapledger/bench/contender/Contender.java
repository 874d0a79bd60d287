package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;

/** Something that can be measured, alone in its JVM. For one thread. */
interface Contender extends AutoCloseable {
  /**
   * Does one piece of work.
   *
   * @param verb what to do
   * @return what was measured
   * @throws Exception whatever goes wrong; it ends the whole benchmark
   */
  Fields run(String verb, Fields request) throws Exception;

  @Override
  default void close() {}

  /** For a verb that a contender does not know. */
  static IllegalArgumentException unknown(String verb) {
    return new IllegalArgumentException("expected another verb than '" + verb + "'");
  }
}
