package dev.snapledger.cli.demo;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.commands.type.CommandHeader;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Commands of one subscription, sent one after the other, each with an id of its own.
 *
 * <p>For one thread.
 */
final class CommandSession {
  private static final String PRINCIPAL = "demo";

  private final CommandSubmitter submitter;
  private final SubscriptionId subscription;
  private final Supplier<UUID> commandIds;

  CommandSession(
      CommandSubmitter submitter, SubscriptionId subscription, Supplier<UUID> commandIds) {
    this.submitter = submitter;
    this.subscription = subscription;
    this.commandIds = commandIds;
  }

  SubscriptionId subscription() {
    return subscription;
  }

  /** The same door for another subscription. */
  CommandSession of(SubscriptionId other) {
    return new CommandSession(submitter, other, commandIds);
  }

  /**
   * Sends a command that has to be accepted.
   *
   * @throws DemoFailedException if it is rejected
   */
  Accepted accept(Function<CommandHeader, Command> command) {
    Command sent = command.apply(header());
    return switch (send(sent).outcome()) {
      case Accepted accepted -> accepted;
      case Rejected rejected ->
          throw new DemoFailedException(
              "expected %s to be accepted, but it was refused: %s: %s"
                  .formatted(nameOf(sent), rejected.code(), rejected.message()));
    };
  }

  /**
   * Sends a command that has to be rejected.
   *
   * @throws DemoFailedException if it is accepted, or rejected with another code
   */
  Rejected reject(String code, Function<CommandHeader, Command> command) {
    Command sent = command.apply(header());
    return switch (send(sent).outcome()) {
      case Rejected rejected when rejected.code().equals(code) -> rejected;
      case Rejected rejected ->
          throw new DemoFailedException(
              "expected %s to be refused with %s, but found %s: %s"
                  .formatted(nameOf(sent), code, rejected.code(), rejected.message()));
      case Accepted _ ->
          throw new DemoFailedException(
              "expected %s to be refused with %s, but it was accepted"
                  .formatted(nameOf(sent), code));
    };
  }

  private Reply send(Command command) {
    try {
      return submitter.submit(command).join();
    } catch (CompletionException e) {
      throw new DemoFailedException(
          "expected an answer to %s, but %s".formatted(nameOf(command), e.getCause()), e);
    }
  }

  private CommandHeader header() {
    return new CommandHeader(new CommandId(commandIds.get()), subscription, PRINCIPAL);
  }

  private static String nameOf(Command command) {
    return command.getClass().getSimpleName();
  }
}
