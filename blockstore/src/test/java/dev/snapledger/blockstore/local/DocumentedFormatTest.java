package dev.snapledger.blockstore.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads the files of a store by the offsets that docs/internals gives, with none of the product's
 * code, so that neither pages nor formats change unseen.
 */
class DocumentedFormatTest {
  private static final UUID VOLUME = new UUID(0x0102030405060708L, 0x090A0B0C0D0E0F10L);
  private static final UUID FIRST = new UUID(0x1112131415161718L, 0x191A1B1C1D1E1F20L);
  private static final UUID SECOND = new UUID(0x2122232425262728L, 0x292A2B2C2D2E2F30L);
  private static final String VOLUME_TEXT = "01020304-0506-0708-090a-0b0c0d0e0f10";
  private static final String SECOND_TEXT = "21222324-2526-2728-292a-2b2c2d2e2f30";
  private static final long SIZE = 5 * 65_536 + 512;

  private final MemoryFiles files = new MemoryFiles();
  private final byte[] random = new byte[65_536];
  private final byte[] text = new byte[65_536];
  private SealedImage first;
  private SealedImage second;

  /**
   * Image 1: random block 0, text block 2. Image 2: part of 0 rewritten, 2 cleared. Then block 5.
   */
  @BeforeEach
  void build() {
    new SplittableRandom(3).nextBytes(random);
    Arrays.fill(text, 4096, 12_288, (byte) 'x');
    try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      store.createVolume(new VolumeId(VOLUME), SIZE);
      store.write(new VolumeId(VOLUME), 0, ByteBuffer.wrap(random));
      store.write(new VolumeId(VOLUME), 131_072, ByteBuffer.wrap(text));
      first = store.seal(new VolumeId(VOLUME), new ImageId(FIRST));
      Arrays.fill(random, 8192, 8704, (byte) 0);
      store.write(new VolumeId(VOLUME), 8192, ByteBuffer.allocate(512));
      store.clear(new VolumeId(VOLUME), new PageRange(131_072, 196_608));
      second = store.seal(new VolumeId(VOLUME), new ImageId(SECOND));
      store.write(new VolumeId(VOLUME), 327_680, ByteBuffer.wrap(random, 0, 512));
      store.flush(new VolumeId(VOLUME));
    }
  }

  private ByteBuffer file(String name) throws IOException {
    Path path = StoreWorld.DIRECTORY.resolve(name);
    try (StoreFile file = files.openReadOnly(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(files.sizeOf(path));
      file.read(0, bytes);
      return bytes.flip();
    }
  }

  private static int crc(ByteBuffer bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, length));
    return (int) crc.getValue();
  }

  private static int crc(byte[] bytes) {
    return crc(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] bytes(ByteBuffer bytes, int from, int length) {
    byte[] found = new byte[length];
    bytes.get(from, found);
    return found;
  }

  private static String text(ByteBuffer bytes) {
    return US_ASCII.decode(bytes).toString();
  }

  private static UUID uuid(ByteBuffer bytes, int at) {
    return new UUID(bytes.getLong(at), bytes.getLong(at + 8));
  }

  @Test
  void readsFormatAndVolumeAsText() throws Exception {
    String body = "snapledger-volume 1\nsizeBytes 328192\nsource -\n";
    String crc = "%08x".formatted(crc(body.getBytes(US_ASCII)));
    assertThat(text(file("FORMAT"))).isEqualTo("snapledger-blockstore 2\n");
    assertThat(text(file("volumes/" + VOLUME_TEXT + "/VOLUME")))
        .isEqualTo(body + "crc32c " + crc + "\n");
  }

  @Test
  void readsARawAndACompressedRecordOfASegment() throws Exception {
    // given
    ByteBuffer segment = file("segments/0000000001.seg");
    new SplittableRandom(3).nextBytes(random);

    // when, then
    assertThat(bytes(segment, 0, 8)).isEqualTo("SLSEGM\0\1".getBytes(US_ASCII));
    assertThat(segment.getInt(8)).isEqualTo(1);
    assertThat(bytes(segment, 12, 52)).containsOnly(0);
    assertRecord(segment, 64, 65_536, random);
    assertThat(bytes(segment, 128, 65_536)).isEqualTo(random);

    int at = 64 + 64 + 65_536;
    int stored = segment.getInt(at + 4);
    assertThat(stored).isBetween(1, 1000);
    assertRecord(segment, at, stored, text);
    byte[] block = new byte[65_536];
    byte[] frame = bytes(segment, at + 64, stored);
    assertThat(Zstd.decompressByteArray(block, 0, 65_536, frame, 0, stored)).isEqualTo(65_536);
    assertThat(block).isEqualTo(text);
    int padding = (64 - stored % 64) % 64;
    assertThat(bytes(segment, at + 64 + stored, padding)).isEqualTo(new byte[padding]);
    assertThat(segment.getInt(at + 64 + stored + padding)).isEqualTo(0x534C424B);
  }

  @Test
  void readsTheHintsOfASegment() throws Exception {
    // given
    ByteBuffer hints = file("segments/0000000001.hints");
    new SplittableRandom(3).nextBytes(random);

    // when, then
    int count = hints.getInt(12);
    assertThat(bytes(hints, 0, 8)).isEqualTo("SLHINT\0\1".getBytes(US_ASCII));
    assertThat(hints.getInt(8)).isEqualTo(1);
    assertThat(hints.getInt(16)).isEqualTo(crc(hints, 64, 16 * count));
    assertThat(bytes(hints, 20, 40)).containsOnly(0);
    assertThat(hints.getInt(60)).isEqualTo(crc(hints, 0, 60));
    assertThat(hints.limit()).isEqualTo(64 + 16 * count);
    long key =
        ByteBuffer.wrap(sha256(random)).getLong(0)
            ^ Long.rotateLeft(VOLUME.getMostSignificantBits(), 17)
            ^ VOLUME.getLeastSignificantBits();
    long locator = (1L << 38) | (1L << 16) | 65_535;
    boolean found = false;
    for (int at = 64; at < hints.limit(); at += 16) {
      found |= hints.getLong(at) == key && hints.getLong(at + 8) == locator;
    }
    assertThat(found).isTrue();
  }

  private static void assertRecord(ByteBuffer segment, int at, int stored, byte[] block)
      throws Exception {
    assertThat(bytes(segment, at, 4)).isEqualTo("SLBK".getBytes(US_ASCII));
    assertThat(segment.getInt(at + 4)).isEqualTo(stored);
    assertThat(segment.getInt(at + 8)).isEqualTo(crc(block));
    assertThat(segment.getInt(at + 12)).isEqualTo(crc(segment, at + 64, stored));
    assertThat(bytes(segment, at + 16, 32)).isEqualTo(sha256(block));
    assertThat(bytes(segment, at + 48, 12)).containsOnly(0);
    assertThat(segment.getInt(at + 60)).isEqualTo(crc(segment, at, 60));
  }

  @Test
  void readsADelta() throws Exception {
    // given
    ByteBuffer delta = file("chains/" + VOLUME_TEXT + "/0000000002-" + SECOND_TEXT + ".delta");

    // when, then
    assertThat(bytes(delta, 0, 8)).isEqualTo("SLDELTA\1".getBytes(US_ASCII));
    assertThat(uuid(delta, 8)).isEqualTo(SECOND);
    assertThat(uuid(delta, 24)).isEqualTo(VOLUME);
    assertThat(uuid(delta, 40)).isEqualTo(FIRST);
    assertThat(uuid(delta, 56)).isEqualTo(new UUID(0, 0));
    assertThat(delta.getLong(72)).isEqualTo(2);
    assertThat(delta.getLong(80)).isEqualTo(SIZE);
    assertThat(delta.getLong(88)).isEqualTo(2);
    assertThat(delta.getLong(96)).as("a part of block 0, all of block 2").isEqualTo(17 * 4096);
    assertThat(bytes(delta, 112, 32)).isEqualTo(second.rootDigest().toBytes());
    assertThat(bytes(delta, 160, 92)).containsOnly(0);
    assertThat(delta.getInt(252)).isEqualTo(crc(delta, 0, 252));

    int setBytes = (int) delta.getLong(144);
    assertThat(delta.getInt(152)).isEqualTo(crc(delta, 256, setBytes));
    RoaringBitmap blocks = new RoaringBitmap();
    blocks.deserialize(delta.slice(256, setBytes));
    assertThat(blocks.toArray()).containsExactly(0, 2);

    int entries = 256 + (setBytes + 15) / 16 * 16;
    assertThat(delta.limit()).isEqualTo(entries + 2 * 16);
    assertThat(delta.getInt(156)).isEqualTo(crc(delta, entries, 32));
    assertEntry(delta, entries, random, 1 << 2);
    assertThat(delta.getLong(104)).isEqualTo(64 + 65_536);
    assertThat(delta.getLong(entries + 16)).as("a cleared block").isEqualTo(0);
    assertThat(delta.getInt(entries + 24)).isEqualTo(0);
    assertThat(delta.getShort(entries + 28)).isEqualTo((short) 0xFFFF);
    assertThat(delta.getShort(entries + 30)).isEqualTo((short) 0);
  }

  /** An entry of a raw block that has data in all its parts. */
  private void assertEntry(ByteBuffer delta, int at, byte[] block, int dirtyMask)
      throws IOException {
    long locator = delta.getLong(at);
    assertThat(locator & 0xFFFF).isEqualTo(65_535);
    ByteBuffer segment = file("segments/%010d.seg".formatted(locator >>> 38));
    int record = (int) ((locator >>> 16) & 0x3F_FFFF) * 64;
    assertThat(bytes(segment, record + 64, 65_536)).isEqualTo(block);
    assertThat(delta.getInt(at + 8)).isEqualTo(crc(block));
    assertThat(delta.getShort(at + 12)).isEqualTo((short) dirtyMask);
    assertThat(delta.getShort(at + 14)).isEqualTo((short) 0xFFFF);
  }

  @Test
  void hashesTheRootOfAnImage() throws Exception {
    ByteBuffer hashed = ByteBuffer.allocate(8 + 32 + 8 + 2 * 36);
    hashed.put("SLROOT1\0".getBytes(US_ASCII)).put(first.rootDigest().toBytes()).putLong(SIZE);
    hashed.putInt(0).put(sha256(random)).putInt(2).put(new byte[32]);
    assertThat(second.rootDigest().toBytes()).isEqualTo(sha256(hashed.array()));
  }

  @Test
  void readsAJournal() throws Exception {
    // given
    ByteBuffer journal = file("volumes/" + VOLUME_TEXT + "/head-0000000003.log");
    byte[] block = Arrays.copyOf(Arrays.copyOf(random, 512), 65_536);

    // when, then
    assertThat(journal.limit()).isEqualTo(4 * 64);
    assertJournalRecord(journal, 0, "SLJH", 1);
    assertThat(uuid(journal, 8)).isEqualTo(VOLUME);
    assertThat(journal.getLong(24)).isEqualTo(3);
    assertThat(bytes(journal, 32, 28)).containsOnly(0);

    assertJournalRecord(journal, 64, "SLJE", 5);
    long locator = journal.getLong(64 + 8);
    ByteBuffer segment = file("segments/%010d.seg".formatted(locator >>> 38));
    int record = (int) ((locator >>> 16) & 0x3F_FFFF) * 64;
    assertRecord(segment, record, (int) (locator & 0xFFFF) + 1, block);
    assertThat(journal.getInt(64 + 16)).isEqualTo(crc(block));
    assertThat(journal.getInt(64 + 20)).as("dirty and data mask").isEqualTo(0x0001_0001);
    assertThat(bytes(journal, 64 + 24, 32)).isEqualTo(sha256(block));

    assertJournalRecord(journal, 128, "SLJC", 1);
    assertThat(journal.getLong(128 + 8)).isEqualTo(64);
    assertThat(journal.getInt(128 + 16)).isEqualTo(crc(journal, 64, 64));
    assertThat(bytes(journal, 128 + 20, 40)).containsOnly(0);

    assertJournalRecord(journal, 192, "SLJA", 0);
    assertThat(journal.getLong(192 + 8)).isEqualTo(192);
    assertThat(bytes(journal, 192 + 16, 44)).containsOnly(0);
  }

  private static void assertJournalRecord(ByteBuffer journal, int at, String magic, int number) {
    assertThat(bytes(journal, at, 4)).isEqualTo(magic.getBytes(US_ASCII));
    assertThat(journal.getInt(at + 4)).isEqualTo(number);
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(at).flip());
    crc.update(journal.slice(at, 60));
    assertThat(journal.getInt(at + 60)).isEqualTo((int) crc.getValue());
  }
}
