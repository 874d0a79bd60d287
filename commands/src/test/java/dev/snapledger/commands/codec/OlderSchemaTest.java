package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** A record that an older program wrote: a field it did not know yet, and one we forgot since. */
class OlderSchemaTest {
  private static final Schema HEADER =
      SchemaBuilder.record("CommandHeader")
          .namespace("dev.snapledger.type")
          .fields()
          .requiredString("commandId")
          .requiredString("subscriptionId")
          .endRecord();
  private static final Schema NAME =
      SchemaBuilder.record("ResourceName")
          .namespace("dev.snapledger.type")
          .fields()
          .requiredString("name")
          .requiredString("resourceGroup")
          .endRecord();

  /** Without principal and tags, names in other order, with a forgotten note. */
  private static final Schema OLDER =
      SchemaBuilder.record("UpdateDisk")
          .namespace("dev.snapledger.command")
          .fields()
          .requiredString("note")
          .name("name")
          .type(NAME)
          .noDefault()
          .name("header")
          .type(HEADER)
          .noDefault()
          .name("sku")
          .type()
          .unionOf()
          .nullType()
          .and()
          .stringType()
          .endUnion()
          .noDefault()
          .endRecord();

  private final RecordCodec<Command> codec =
      new RecordCodec<>(
          Command.class, RecordTypes.of("command", Command.class).alsoReading("UpdateDisk", OLDER));

  @Test
  void fillsWhatIsMissingWithDefaultsAndSkipsWhatIsForgotten() throws Exception {
    // given
    byte[] bytes = older("Premium_LRS");

    // when
    Command first = codec.decode(bytes);
    Command second = codec.decode(bytes);

    // then
    assertThat(first)
        .isEqualTo(
            new UpdateDisk(
                new CommandHeader(
                    new CommandId(new UUID(1, 2)), new SubscriptionId(new UUID(3, 4)), ""),
                new ResourceName("group", "name"),
                "Premium_LRS",
                null));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void recoversAfterAMalformedRecord() throws Exception {
    // given
    byte[] whole = older("Premium_LRS");
    byte[] cut = Arrays.copyOf(whole, whole.length - 4);

    // when
    assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(UndecodableException.class);

    // then
    assertThat(codec.decode(whole)).isInstanceOf(UpdateDisk.class);
  }

  @Property(tries = 2_000)
  void answersMutatedOlderRecordsWithAValueOrUndecodable(@ForAll long seed) throws Exception {
    var random = new SplittableRandom(seed);
    byte[] bytes = older("Premium_LRS");
    for (int i = 0; i < 4; i++) {
      bytes[10 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt();
    }
    try {
      assertThat(codec.decode(bytes)).isNotNull();
    } catch (UndecodableException e) {
      assertThat(e).hasMessageContaining("UpdateDisk");
    }
  }

  @Test
  void refusesSchemaThatDoesNotFitTheRecordAtStartUp() {
    Schema other = SchemaBuilder.record("DiskId").fields().requiredString("something").endRecord();

    assertThatThrownBy(() -> Mappings.ofRecord(DiskId.class, other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected DiskId to have the fields [something]");
    assertThatThrownBy(() -> Mappings.ofRecord(ResourceName.class, other))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Mappings.ofRecord(Fits.class, Fits.schema("long")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.String");
  }

  /** A record whose schema may have the wrong type. */
  public record Fits(String text) {
    static Schema schema(String type) {
      return SchemaBuilder.record("Fits").fields().name("text").type(type).noDefault().endRecord();
    }
  }

  @Test
  void takesSchemaThatFits() {
    // given
    Mapping mapping = Mappings.ofRecord(Fits.class, Fits.schema("string"));
    WireWriter out = new WireWriter();

    // when
    mapping.write(new Fits("ab"), out);

    // then
    assertThat(out.toBytes()).containsExactly(4, 'a', 'b');
  }

  private static byte[] older(String sku) throws Exception {
    GenericRecord header = new GenericData.Record(HEADER);
    header.put("commandId", new UUID(1, 2).toString());
    header.put("subscriptionId", new UUID(3, 4).toString());
    GenericRecord name = new GenericData.Record(NAME);
    Map<String, String> names = new HashMap<>(Map.of("name", "name", "resourceGroup", "group"));
    names.forEach(name::put);
    GenericRecord older = new GenericData.Record(OLDER);
    older.put("note", "forgotten");
    older.put("header", header);
    older.put("name", name);
    older.put("sku", sku);
    var buffer = new BinaryMessageEncoder<GenericRecord>(new GenericData(), OLDER).encode(older);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
