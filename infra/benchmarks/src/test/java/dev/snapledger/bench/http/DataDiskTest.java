package dev.snapledger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class DataDiskTest {
  private static final int BLOCK = 65_536;

  @Test
  void theChecksumIsThatOfWhatIsWritten() {
    // given
    DataDisk data = new DataDisk(16 * BLOCK);
    byte[] bytes = new byte[4 * BLOCK];
    CRC32C crc = new CRC32C();

    // when
    data.fill(8 * BLOCK, 1, bytes, bytes.length);
    crc.update(bytes);

    // then
    assertThat(data.crc(8 * BLOCK, 12 * BLOCK)).isEqualTo((int) crc.getValue());
    assertThat(data.crc(4 * BLOCK, 8 * BLOCK)).isNotEqualTo((int) crc.getValue());
  }

  @Test
  void eachVersionIsUnlikeTheOneBefore() {
    // given
    DataDisk data = new DataDisk(BLOCK);
    byte[] first = new byte[BLOCK];
    byte[] second = new byte[BLOCK];

    // when
    data.fill(0, 1, first, BLOCK);
    data.fill(0, 2, second, BLOCK);

    // then
    assertThat(first).isNotEqualTo(second);
  }
}
