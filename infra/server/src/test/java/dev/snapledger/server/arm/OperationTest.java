package dev.snapledger.server.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.answer.MinOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperationTest {
  @Test
  void isReadAsItWasWritten() {
    // given
    var id = new UUID(1, 2);
    var seen = new MinOffset(3, 4);
    var subscription = new SubscriptionId(id);
    List<Operation> operations =
        List.of(
            new Operation.MakeSnapshot(id, seen),
            new Operation.MakeSnapshot(id, null),
            new Operation.Share(id, seen),
            new Operation.Move(
                seen,
                subscription,
                "g.(x)",
                List.of(
                    new Operation.Item(ResourceType.DISK, id),
                    new Operation.Item(ResourceType.SNAPSHOT, id))));

    // when, then
    for (Operation operation : operations) {
      assertThat(Operation.parse(operation.text())).isEqualTo(operation);
    }
  }

  @Test
  void theLargestMoveFitsIntoALink() {
    // given
    List<Operation.Item> items = new ArrayList<>();
    for (int i = 0; i < MoveRoutes.RESOURCES_MAX; i++) {
      items.add(new Operation.Item(ResourceType.SNAPSHOT, new UUID(i, -1)));
    }
    Operation move =
        new Operation.Move(
            new MinOffset(1_023, Long.MAX_VALUE),
            new SubscriptionId(new UUID(-1, -1)),
            "g".repeat(90),
            items);

    // when, then
    assertThat(move.text().length()).isLessThan(Operation.CHARS_MAX);
    assertThat(Operation.parse(move.text())).isEqualTo(move);
  }
}
