package dev.snapledger.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.topics.SubscriptionKey;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandMixTest {
  private static final int COUNT = 5_000;
  private static final int PARTITIONS = 8;

  @Test
  void isAFunctionOfTheSeed() {
    assertThat(CommandMix.of(1, COUNT)).isEqualTo(CommandMix.of(1, COUNT));
    assertThat(CommandMix.of(1, COUNT)).isNotEqualTo(CommandMix.of(2, COUNT));
  }

  @Test
  void asksForManyThingsInEveryPartitionAndRepeatsSome() {
    // when
    List<Command> commands = CommandMix.of(1, COUNT);

    // then
    assertThat(commands.stream().map(command -> command.getClass().getSimpleName()))
        .contains(
            "CreateDisk",
            "CreateIncrementalSnapshot",
            "CompleteSnapshot",
            "GrantSas",
            "RevokeSas",
            "DeleteSnapshot",
            "ResizeDisk",
            "UpdateDisk");
    assertThat(commands.stream().map(c -> c.header().commandId()).distinct().count())
        .isBetween(COUNT * 8L / 10, COUNT - 100L);
    assertThat(
            commands.stream()
                .map(c -> SubscriptionKey.of(c.header().subscriptionId()))
                .map(key -> SubscriptionKey.partitionOf(key, PARTITIONS))
                .collect(Collectors.toSet()))
        .hasSize(PARTITIONS);
  }

  @Test
  void givesAnIdToOneCommandOnly() {
    // when
    List<Command> commands = CommandMix.of(3, COUNT);

    // then: whatever has the same id is the same
    assertThat(commands.stream().distinct().count())
        .isEqualTo(commands.stream().map(c -> c.header().commandId()).distinct().count());
  }
}
