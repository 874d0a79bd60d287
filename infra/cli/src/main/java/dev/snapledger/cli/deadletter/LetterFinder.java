package dev.snapledger.cli.deadletter;

import dev.snapledger.runtime.deadletter.DeadLetter;
import dev.snapledger.runtime.deadletter.DeadLetterLog;
import dev.snapledger.runtime.deadletter.LogPlace;
import dev.snapledger.runtime.kafka.KafkaConnection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the dead letter that a person names. */
final class LetterFinder {
  private LetterFinder() {}

  static LogPlace place(CommandSpec spec, String text) {
    try {
      return LogPlace.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  static DeadLetter find(CommandSpec spec, KafkaConnection connection, LogPlace place) {
    try (DeadLetterLog letters = new DeadLetterLog(connection)) {
      DeadLetter found = letters.find(place);
      if (found == null) {
        throw new ParameterException(
            spec.commandLine(),
            "expected a dead letter at %s, but found none: 'ledger dead-letters list' names them"
                .formatted(place));
      }
      return found;
    }
  }
}
