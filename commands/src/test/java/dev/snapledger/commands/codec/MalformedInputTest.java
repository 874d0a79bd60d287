package dev.snapledger.commands.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bytes that are not a record: always an {@link UndecodableException}, never anything else. */
class MalformedInputTest {
  private static final CommandHeader HEADER =
      new CommandHeader(new CommandId(new UUID(1, 2)), new SubscriptionId(new UUID(3, 4)), "");
  private static final ResourceName NAME = new ResourceName("group", "name");

  /** Bytes of a header whose three fields are two UUIDs and an empty text. */
  private static final int HEADER_BYTES = 37 + 37 + 1;

  private final CommandCodec codec = new CommandCodec();

  @Test
  void refusesFewerBytesThanMarkerAndFingerprint() {
    for (int length = 0; length < 10; length++) {
      assertUndecodable(new byte[length], "expected at least the 10 bytes");
    }
  }

  @Test
  void refusesOtherMarker() {
    byte[] bytes = codec.encode(lease(1));
    bytes[1] = 2;

    assertUndecodable(bytes, "but found C3 02");
  }

  @Test
  void refusesUnknownFingerprint() {
    byte[] bytes = codec.encode(lease(1));
    bytes[9] ^= 1;

    assertUndecodable(bytes, "expected the fingerprint of a command schema");
  }

  @Test
  void refusesRecordOfAnotherKind() {
    Event event = (Event) SampleRecords.counted().record(DiskDeleted.class);

    assertUndecodable(new EventCodec().encode(event), "expected the fingerprint of a command");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] bytes = codec.encode(lease(1));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void refusesTrailingBytes() {
    byte[] bytes = codec.encode(lease(1));

    assertUndecodable(Arrays.copyOf(bytes, bytes.length + 3), "but found 3 more bytes");
  }

  @Test
  void refusesTextThatIsNoUuid() {
    byte[] bytes = codec.encode(lease(1));
    bytes[11] = 'x';

    assertUndecodable(bytes, "expected a UUID, but found \"x");
  }

  @Test
  void refusesShortFormOfUuidThatJavaWouldTake() {
    byte[] uuid = "1-1-1-1-1".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = prefixOf(lease(1));
    bytes.write(uuid.length * 2);
    bytes.writeBytes(uuid);

    assertUndecodable(bytes.toByteArray(), "expected a UUID of 36 characters, but found 9");
  }

  @Test
  void refusesLengthsThatAreNotThere() {
    ByteArrayOutputStream bytes = prefixOf(lease(1));
    // Zigzag of 2^62: a length that would exhaust any memory.
    bytes.writeBytes(new byte[] {-128, -128, -128, -128, -128, -128, -128, -128, -128, 1});

    assertUndecodable(bytes.toByteArray(), "expected a length of 0 to 0");
  }

  @Test
  void refusesNumberOfMoreThan64Bits() {
    ByteArrayOutputStream bytes = prefixOf(lease(1));
    bytes.writeBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2});

    assertUndecodable(bytes.toByteArray(), "at most 64 bits");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes = codec.encode(new AcquireCopyLease(HEADER, new DiskId(new UUID(5, 6)), "ab", 1));
    bytes[bytes.length - 2] = (byte) 0xFF;

    assertUndecodable(bytes, "expected UTF-8");
  }

  @Test
  void keepsReplacementCharacterThatWasSent() throws UndecodableException {
    Command command = new AcquireCopyLease(HEADER, new DiskId(new UUID(5, 6)), "\uFFFD", 1);

    assertThat(codec.decode(codec.encode(command))).isEqualTo(command);
  }

  @Test
  void refusesToEncodeHalfACharacter() {
    Command command = new AcquireCopyLease(HEADER, new DiskId(new UUID(5, 6)), "\uD834", 1);

    assertThatThrownBy(() -> codec.encode(command))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lone surrogate");
  }

  @Test
  void refusesCountOfMoreItemsThanBytes() {
    byte[] bytes = codec.encode(new UpdateSnapshot(HEADER, NAME, Map.of()));
    bytes[bytes.length - 1] = 126;

    assertUndecodable(bytes, "but found a count of 63");
  }

  @Test
  void refusesKeyThatIsTwiceInAMap() {
    byte[] bytes = codec.encode(new UpdateSnapshot(HEADER, NAME, Map.of("a", "1", "b", "2")));
    bytes[bytes.length - 4] = 'a';

    assertUndecodable(bytes, "expected each key of a map once");
  }

  @Test
  void refusesSymbolThatTheEnumLacks() {
    CreateDisk disk = new CreateDisk(HEADER, NAME, "r", "s", 1, DiskOrigin.EMPTY, Map.of());
    byte[] bytes = codec.encode(disk);
    bytes[bytes.length - 2] = 6;

    assertUndecodable(bytes, "expected a symbol 0 to 2, but found 3");
  }

  @Test
  void refusesBranchThatTheUnionLacks() {
    byte[] bytes = codec.encode((Command) SampleRecords.bare().record(RevokeSas.class));
    bytes[bytes.length - 1] = 4;

    assertUndecodable(bytes, "expected branch 0 or 1, but found 2");
  }

  @Test
  void readsHeaderAtItsPlace() {
    assertThat(codec.encode(new UpdateSnapshot(HEADER, new ResourceName("", ""), Map.of())))
        .hasSize(10 + HEADER_BYTES + 3);
  }

  @Property(tries = 2_000)
  void answersAnyBytesWithAValueOrUndecodable(@ForAll @Size(max = 200) byte[] noise) {
    for (RecordKind kind : RecordKind.values()) {
      decodeOrRefuse(kind, noise);
    }
  }

  @Property(tries = 2_000)
  void answersMutatedRecordsWithAValueOrUndecodable(
      @ForAll long seed, @ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte value) {
    var random = new SplittableRandom(seed);
    for (RecordKind kind : RecordKind.values()) {
      var types = kind.types();
      Class<?> type = types.get(random.nextInt(types.size()));
      byte[] bytes = kind.encode(SampleRecords.of(random::nextLong).record(type));
      for (int place : places) {
        bytes[10 + Math.floorMod(place, bytes.length - 10)] ^= (byte) (value | 1);
      }
      decodeOrRefuse(kind, bytes);
    }
  }

  @Property(tries = 100)
  void decodesWhatItEncodedAndAlwaysEncodesTheSame(@ForAll long seed) throws UndecodableException {
    var random = new SplittableRandom(seed);
    for (RecordKind kind : RecordKind.values()) {
      for (Class<?> type : kind.types()) {
        Object value = SampleRecords.of(random::nextLong).record(type);
        byte[] bytes = kind.encode(value);
        Object decoded = kind.decode(bytes);
        assertThat(decoded).isEqualTo(value);
        assertThat(kind.encode(decoded)).isEqualTo(bytes);
      }
    }
  }

  private static void decodeOrRefuse(RecordKind kind, byte[] bytes) {
    try {
      assertThat(kind.decode(bytes)).isNotNull();
    } catch (UndecodableException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }

  private ByteArrayOutputStream prefixOf(Command command) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(codec.encode(command), 0, 10);
    return bytes;
  }

  private static Command lease(long seconds) {
    return new AcquireCopyLease(HEADER, new DiskId(new UUID(5, 6)), "worker", seconds);
  }

  private void assertUndecodable(byte[] bytes, String message) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining(message);
  }
}
