package dev.snapledger.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.entity.EntityKey;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.FullSnapshotKey;
import dev.snapledger.commands.entity.NameKey;
import dev.snapledger.commands.entity.PolicyKey;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.runtime.partition.ReplyKey;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointKeysTest {
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(-1, 2));

  static Stream<EntityKey> keys() {
    return Stream.of(
        new FamilyKey(SUBSCRIPTION, new FamilyId(new UUID(3, -4))),
        new FullSnapshotKey(SUBSCRIPTION, new SnapshotId(new UUID(5, 6))),
        new NameKey(SUBSCRIPTION, "group.1", ResourceType.DISK, "disk"),
        new NameKey(SUBSCRIPTION, "g", ResourceType.SNAPSHOT, "s-1_"),
        new PolicyKey(SUBSCRIPTION));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aRowSaysWhichEntityItIsAbout(EntityKey key) {
    assertThat(CheckpointKeys.entityKeyOf(CheckpointKeys.entity(65_535, key))).isEqualTo(key);
  }

  @Test
  void aRowSaysWhoseReplyItIs() {
    ReplyKey key = new ReplyKey(1, -2, 3, -4);
    byte[] row = CheckpointKeys.reply(9, 477_123, key);
    assertThat(CheckpointKeys.replyKeyOfRow(row)).isEqualTo(key);
    assertThat(CheckpointKeys.hourOfRow(row)).isEqualTo(477_123);
  }
}
