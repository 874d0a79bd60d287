package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.codec.RecordOutline.Field;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecordOutlineTest {
  private static final String ID = "22222222-2222-4222-8222-222222222222";
  private static final byte[] BYTES =
      new CommandCodec()
          .encode(
              new CreateDisk(
                  new CommandHeader(CommandId.parse(ID), SubscriptionId.parse(ID), ""),
                  new ResourceName("group", "disk"),
                  "eastus",
                  "Premium_LRS",
                  4,
                  DiskOrigin.EMPTY,
                  Map.of("colour", "blue")));
  private static final List<Field> FIELDS =
      List.of(
          new Field("header.commandId", ID),
          new Field("header.subscriptionId", ID),
          new Field("header.principal", ""),
          new Field("name.resourceGroup", "group"),
          new Field("name.name", "disk"),
          new Field("region", "eastus"),
          new Field("sku", "Premium_LRS"),
          new Field("sizeGib", "4"),
          new Field("origin", "EMPTY"),
          new Field("tags.colour", "blue"));

  @Test
  void showsEachFieldOfAWholeCommand() {
    assertThat(RecordOutline.ofCommand(BYTES))
        .isEqualTo(new RecordOutline("CreateDisk", FIELDS, null));
  }

  @Test
  void showsTheFieldsThatAreThereWhereverTheCommandEnds() {
    for (int length = RecordTypes.PREFIX_BYTES; length < BYTES.length; length++) {
      // when
      RecordOutline outline = RecordOutline.ofCommand(Arrays.copyOf(BYTES, length));

      // then
      assertThat(outline.schema()).isEqualTo("CreateDisk");
      assertThat(outline.failure()).isNotNull();
      assertThat(outline.fields())
          .isEqualTo(FIELDS.subList(0, outline.fields().size()))
          .hasSizeLessThanOrEqualTo(FIELDS.size());
    }
    RecordOutline cut = RecordOutline.ofCommand(Arrays.copyOf(BYTES, BYTES.length - 30));
    assertThat(cut.failure()).startsWith("region, before byte ");
  }

  @Test
  void saysThatBytesAreTooMany() {
    RecordOutline outline = RecordOutline.ofCommand(Arrays.copyOf(BYTES, BYTES.length + 3));
    assertThat(outline.fields()).isEqualTo(FIELDS);
    assertThat(outline.failure())
        .isEqualTo(
            "expected the record to end at byte %d, but found 3 more bytes"
                .formatted(BYTES.length));
  }

  @Test
  void knowsNoSchemaWithoutMarkerOrFingerprint() {
    byte[] other = BYTES.clone();
    other[4] ^= 1;
    assertThat(RecordOutline.ofCommand(other).schema()).isNull();
    assertThat(RecordOutline.ofCommand(other).failure()).contains("fingerprint");
    assertThat(RecordOutline.ofCommand(new byte[] {1, 2, 3}).failure()).contains("3");
  }

  @Test
  void endsOnAnyBytes() {
    SplittableRandom chance = new SplittableRandom(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = BYTES.clone();
      for (int flips = chance.nextInt(1, 5); flips > 0; flips--) {
        bytes[chance.nextInt(RecordTypes.PREFIX_BYTES, bytes.length)] = (byte) chance.nextInt(256);
      }
      assertThat(RecordOutline.ofCommand(bytes).fields())
          .hasSizeLessThanOrEqualTo(RecordOutline.FIELDS_MAX);
    }
  }
}
