package dev.snapledger.bench.process;

import java.util.List;

/**
 * How a child JVM is started.
 *
 * @param name for people and file names
 * @param jvmOptions such as the heap
 * @param mainClass its main class
 * @param arguments of its main method
 */
public record ChildCommand(
    String name, List<String> jvmOptions, String mainClass, List<String> arguments) {
  /** Copies the lists. */
  public ChildCommand {
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }
}
