package dev.snapledger.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResticTest {
  @Test
  void readsTheNameOfTheSnapshot() {
    // given
    String printed =
        """
        {"message_type":"status","percent_done":0.5,"total_files":1}
        {"message_type":"summary","files_new":1,"total_duration":1.5,"snapshot_id":"4f2b7c1e"}
        """;

    // then
    assertThat(Restic.snapshotId(printed)).isEqualTo("4f2b7c1e");
  }

  @Test
  void saysWhatItFoundInstead() {
    assertThatThrownBy(() -> Restic.snapshotId("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing");
  }
}
