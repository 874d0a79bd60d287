package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.Flaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store finds in its files after they were damaged. */
class StoreFilesFuzzTest {
  private static final UUID ID = new UUID(1, 2);
  private static final BlockDigest DIGEST = BlockDigest.of(new byte[BlockDigest.BYTES]);

  static Stream<byte[]> seeds() {
    ByteBuffer record = ByteBuffer.allocate(RecordHeader.BYTES);
    new RecordHeader(100, 2, 3, DIGEST).writeTo(record);
    var image =
        new SealedImage(new ImageId(ID), new ChainId(ID), 1, null, null, 4096, 1, 2, 3, DIGEST);
    ByteBuffer journal = ByteBuffer.allocate(3 * JournalRecord.BYTES);
    journal.put(JournalRecord.header(ID, 1));
    journal.put(JournalRecord.commit(JournalRecord.BYTES, 0, 0, JournalRecord.BYTES));
    journal.put(JournalRecord.acknowledgement(2L * JournalRecord.BYTES));
    byte[] block = new byte[BLOCK_BYTES];
    Arrays.fill(block, (byte) 7);
    try (var codec = new BlockCodec(Compression.ZSTD)) {
      return Stream.of(
          record.array(),
          new DeltaHeader(image, 0, 4, 5).encode().array(),
          journal.array(),
          codec.encode(block).payload(),
          new VolumeFile(1 << 20, null).encode(),
          QuarantineFile.encode(Map.of(new RecordKey(0x800402ffffL, 9), Flaw.STORED_BYTES)));
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void readsAsWrittenOrNotAtAll(byte[] input) throws IOException {
    // when
    RecordHeader record = RecordHeader.read(ByteBuffer.wrap(input));
    DeltaHeader delta = DeltaHeader.decode(ByteBuffer.wrap(input));
    VolumeFile volume = VolumeFile.decode(input);
    Map<RecordKey, Flaw> quarantine = QuarantineFile.decode(input);

    // then
    if (record != null) {
      ByteBuffer again = ByteBuffer.allocate(RecordHeader.BYTES);
      record.writeTo(again);
      assertThat(RecordHeader.read(again.flip())).isEqualTo(record);
    }
    if (delta != null) {
      assertThat(DeltaHeader.decode(delta.encode())).isEqualTo(delta);
    }
    if (volume != null) {
      assertThat(VolumeFile.decode(volume.encode())).isEqualTo(volume);
    }
    assertThat(QuarantineFile.decode(QuarantineFile.encode(quarantine))).isEqualTo(quarantine);
    walk(input);
    decompress(input);
  }

  /** A journal is read to its end, wherever that is. */
  private static void walk(byte[] input) throws IOException {
    try (StoreFile file = new MemoryFiles().create(Path.of("/journal"))) {
      file.write(0, ByteBuffer.wrap(input));
      var reader = new JournalRecord.Reader(file, input.length);
      reader.isHeader(ID, 1);
      long end = reader.endOf(JournalRecord.BYTES);
      assertThat(end).isLessThanOrEqualTo(input.length + JournalRecord.BYTES);
      if (end > 0) {
        reader.rows(JournalRecord.BYTES, row -> assertThat(row.digest()).isNotNull());
      }
      reader.findAcknowledgement(0);
    }
  }

  private static void decompress(byte[] input) {
    ByteBuffer stored = ByteBuffer.allocateDirect(input.length).put(input).flip();
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    ByteBuffer direct = ByteBuffer.allocateDirect(BLOCK_BYTES);
    boolean whole = BlockCodec.decode(stored, block);
    assertThat(BlockCodec.decode(stored, direct)).isEqualTo(whole);
    assertThat(whole).isEqualTo(whole && block.equals(direct));
  }
}
