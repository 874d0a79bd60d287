package dev.snapledger.faults.load;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.SubscriptionId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The commands of a run: many families at once, in many subscriptions; a function of the seed. */
public final class CommandMix {
  /** Subscriptions of the families, in turn. */
  static final int SUBSCRIPTIONS = 400;

  private static final int FAMILIES_AT_ONCE = 200;

  private CommandMix() {}

  /** So many commands, in the order in which they are to be sent. */
  public static List<Command> of(long seed, int count) {
    SplittableRandom choice = new SplittableRandom(seed);
    List<FamilyLife> lives = new ArrayList<>();
    long families = 0;
    List<Command> commands = new ArrayList<>(count);
    while (commands.size() < count) {
      if (lives.size() < FAMILIES_AT_ONCE) {
        lives.add(new FamilyLife(choice.split(), subscription(families), families));
        families++;
      }
      int at = choice.nextInt(lives.size());
      commands.add(lives.get(at).next());
      if (lives.get(at).over()) {
        lives.remove(at);
      }
    }
    return commands;
  }

  private static SubscriptionId subscription(long family) {
    return new SubscriptionId(new UUID(0x5ab5_0000_0000_4000L, 1L << 63 | family % SUBSCRIPTIONS));
  }
}
