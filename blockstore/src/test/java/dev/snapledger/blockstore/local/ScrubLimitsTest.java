package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.scrub.BrokenRecord.Place;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much damage a scrub tells, and a quarantine keeps, at its border. */
class ScrubLimitsTest {
  private static final int MOST = ScrubReport.BROKEN_MAX;
  private static final Flaw LONGEST_WORD =
      Arrays.stream(Flaw.values())
          .max(Comparator.comparingInt(flaw -> flaw.name().length()))
          .orElseThrow();

  /** One of many records, in a segment with the longest number. */
  private static RecordKey record(int number) {
    int segment = Locator.SEGMENT_NUMBER_MAX - number / 1_000;
    return new RecordKey(Locator.of(segment, 65_536L * (number % 1_000), 1), number);
  }

  @Test
  void isFullOfBrokenRecordsAtTheLimit() {
    // given
    var broken = new BrokenRecords();
    var result = new RecordCheck.Result(Flaw.RECORD, null);

    // when
    for (int i = 0; i < MOST - 1; i++) {
      broken.add(record(i), result, Flaw.RECORD, new Place(i, List.of()));
    }

    // then
    assertThat(broken.isFull()).isFalse();

    // when the last is referred to twice
    broken.add(record(MOST - 2), result, Flaw.RECORD, new Place(MOST, List.of()));

    // then
    assertThat(broken.isFull()).isFalse();

    // when
    broken.add(record(MOST - 1), result, Flaw.RECORD, new Place(MOST - 1, List.of()));

    // then
    assertThat(broken.isFull()).isTrue();
    assertThat(broken.count()).isEqualTo(MOST);
  }

  @Test
  void readsAQuarantineThatIsFull() {
    // given
    Map<RecordKey, Flaw> records = new TreeMap<>();
    for (int i = 0; i < MOST; i++) {
      records.put(record(i), LONGEST_WORD);
    }

    // when
    byte[] bytes = QuarantineFile.encode(records);

    // then
    assertThat(bytes).hasSizeLessThanOrEqualTo(Quarantine.FILE_BYTES_MAX);
    assertThat(QuarantineFile.decode(bytes)).isEqualTo(records);
  }

  @Test
  void countsPlacesBeyondTheLimitAsUnreferenced() {
    // given places far from each other, all of them the start of something
    for (int places : new int[] {MOST, MOST + 1}) {
      var strays = new StrayPlaces();
      for (int i = 0; i < places; i++) {
        strays.add(1, i * 2L * Locator.UNIT_BYTES);
      }

      // when, then
      assertThat(strays.takeUnreferenced(_ -> true)).isEqualTo(places - MOST);
      assertThat(strays.takeUnreferenced(_ -> true)).isZero();
    }
  }
}
