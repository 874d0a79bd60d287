package dev.snapledger.cli.deadletter;

import dev.snapledger.app.LogAccess;
import dev.snapledger.app.NodePorts;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.deadletter.DeadLetter;
import dev.snapledger.runtime.deadletter.LogPlace;
import dev.snapledger.runtime.deadletter.NotResubmittableException;
import dev.snapledger.runtime.deadletter.Resubmission;
import dev.snapledger.runtime.deadletter.Resubmitter;
import dev.snapledger.runtime.kafka.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger dead-letters resubmit}. */
@Command(
    name = "resubmit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the command of a dead letter again, to the partition of its subscription. The command",
      "id stays, so a command that was decided meanwhile gets its first reply and changes nothing.",
      "A stopped node decides it at its next start. Exit code 1 if it cannot be sent, and with",
      "--wait also if it is rejected or no reply comes."
    })
final class ResubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  @Option(
      names = "--key-from-command",
      description = "Take the subscription of the command as key, whatever the original key was.")
  private boolean keyFromCommand;

  @Option(
      names = "--value",
      paramLabel = "FILE",
      description = "Send the bytes of a file in place of the original value.")
  private @Nullable Path corrected;

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "SECONDS",
      defaultValue = "0",
      fallbackValue = "30",
      description = "Wait for the reply, ${FALLBACK-VALUE} seconds unless it is said otherwise.")
  private int waitSeconds;

  @Parameters(paramLabel = "PARTITION@OFFSET", description = "Which one, as list names it.")
  private String place = "";

  ResubmitCommand() {}

  @Override
  public Integer call() throws IOException {
    LogPlace asked = LetterFinder.place(spec, place);
    byte[] value = corrected == null ? null : Files.readAllBytes(corrected);
    try (LogAccess log = options.open()) {
      DeadLetter letter = LetterFinder.find(spec, log.connection(), asked);
      return resubmit(letter, value, log.connection());
    }
  }

  private int resubmit(DeadLetter letter, byte @Nullable [] value, KafkaConnection connection) {
    PrintWriter out = spec.commandLine().getOut();
    try (Resubmitter resubmitter = new Resubmitter(connection)) {
      var key = keyFromCommand ? Resubmission.Key.OF_COMMAND : Resubmission.Key.ORIGINAL;
      Resubmission resubmission = Resubmission.of(letter, key, value, resubmitter.partitions());
      LogPlace sent = resubmitter.send(resubmission);
      out.println(
          "sent %s %s of subscription %s to ledger.commands %s"
              .formatted(
                  resubmission.command().getClass().getSimpleName(),
                  resubmission.command().header().commandId(),
                  resubmission.command().header().subscriptionId(),
                  sent));
      out.flush();
      return waitSeconds == 0 ? 0 : answer(resubmitter, resubmission, out);
    } catch (NotResubmittableException e) {
      spec.commandLine().getErr().println("ledger: " + letter.place() + ": " + e.getMessage());
      return 1;
    }
  }

  private int answer(Resubmitter resubmitter, Resubmission resubmission, PrintWriter out) {
    Reply reply =
        resubmitter.await(resubmission, NodePorts.real().time(), Duration.ofSeconds(waitSeconds));
    if (reply == null) {
      out.println("no reply within %d s: is a node running?".formatted(waitSeconds));
    } else {
      out.println(
          switch (reply.outcome()) {
            case Accepted a ->
                "accepted at %s: %s, events %s to %s"
                    .formatted(reply.time(), a.ids(), a.firstEventOffset(), a.lastEventOffset());
            case Rejected r ->
                "rejected at %s: %s: %s".formatted(reply.time(), r.code(), r.message());
          });
    }
    out.flush();
    return reply != null && reply.outcome() instanceof Accepted ? 0 : 1;
  }
}
