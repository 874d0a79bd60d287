package dev.snapledger.bench.load;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.SubscriptionId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An endless stream of commands of many families at once; the same seed gives the same stream.
 *
 * <p>{@value #ACTIVE} families are alive at a time, spread over {@value #SUBSCRIPTIONS}
 * subscriptions; each next command is of one of them by chance, and a family whose life is over
 * makes room for a new one. For one thread.
 */
public final class CommandMix {
  /** Subscriptions of the families, in turn. */
  public static final int SUBSCRIPTIONS = 1_000;

  private static final int ACTIVE = 2_000;

  private final SplittableRandom choice;
  private final List<Life> lives = new ArrayList<>();
  private long families;

  private static final class Life {
    private final FamilyScript script;
    private int step;

    Life(FamilyScript script) {
      this.script = script;
    }
  }

  /** A stream. */
  public CommandMix(long seed) {
    this.choice = new SplittableRandom(seed);
    for (int i = 0; i < ACTIVE; i++) {
      lives.add(begin());
    }
  }

  /** The next command. */
  public Command next() {
    int at = choice.nextInt(lives.size());
    Life life = lives.get(at);
    Command command = life.script.command(life.step++);
    if (life.step == FamilyScript.COMMANDS) {
      lives.set(at, begin());
    }
    return command;
  }

  /** Families that began so far. */
  public long families() {
    return families;
  }

  private Life begin() {
    long number = families++;
    return new Life(new FamilyScript(subscription(number), number));
  }

  /** The subscription of a family. */
  public static SubscriptionId subscription(long family) {
    return new SubscriptionId(new UUID(0x5ab5_0000_0000_4000L, 1L << 63 | family % SUBSCRIPTIONS));
  }
}
