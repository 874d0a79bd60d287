package dev.snapledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.Settings;
import dev.snapledger.server.http.Capacity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerRoomTest {
  private static final long GIB = 1L << 30;

  private static HttpChoice choice(String... settings) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return HttpChoice.of(Settings.of(given));
  }

  @Test
  void takesWhatTheSettingsSayWhereThereIsRoom() {
    // given
    var room = new ServerRoom(65_536, GIB);

    // when, then
    assertThat(room.warnings(choice())).isEmpty();
    assertThat(room.binding(choice()).capacity()).isEqualTo(new Capacity(4_096, 512));
    assertThat(
            room.binding(choice("http.connections-max", "9", "http.requests-max", "8")).capacity())
        .isEqualTo(new Capacity(9, 8));
  }

  @Test
  void takesFewerConnectionsThanThereAreFilesForAndSaysSo() {
    // given
    var room = new ServerRoom(4_096, GIB);

    // when, then
    assertThat(room.binding(choice()).capacity()).isEqualTo(new Capacity(2_048, 512));
    assertThat(room.binding(choice("http.plain-port", "81")).capacity())
        .isEqualTo(new Capacity(1_024, 512));
    assertThat(room.warnings(choice()))
        .singleElement()
        .asString()
        .contains("6144 files", "ulimit -n", "found 4096", "takes 2048 connections");
  }

  @Test
  void saysWhenTheHeapIsTooSmallForAllTransfers() {
    // given: 64 downloads of 2 MiB and 16 uploads of 4 MiB are 192 MiB.
    var enough = new ServerRoom(65_536, 384L << 20);
    var tooSmall = new ServerRoom(65_536, (384L << 20) - 1);
    String few = "http.connections-max";

    // when, then
    assertThat(enough.warnings(choice(few, "9"))).isEmpty();
    assertThat(tooSmall.warnings(choice(few, "9")))
        .singleElement()
        .asString()
        .contains("192 MiB", "-Xmx");
    assertThat(enough.warnings(choice(few, "9", "http.downloads-max", "65"))).hasSize(1);
    assertThat(enough.warnings(choice(few, "9", "http.uploads-max", "17"))).hasSize(1);
  }

  @Test
  void saysWhenTheHeapIsTooSmallForAllIdleConnections() {
    // given
    var room = new ServerRoom(65_536, GIB);

    // when, then
    assertThat(room.warnings(choice("http.connections-max", "16384")))
        .singleElement()
        .asString()
        .contains("http.connections-max 16384 idle connections", "found 1024 MiB");
    assertThat(new ServerRoom(65_536, 4 * GIB).warnings(choice("http.connections-max", "16384")))
        .isEmpty();
  }

  @Test
  void knowsTheLimitsOfThisProcess() {
    // when
    ServerRoom room = ServerRoom.ofProcess();

    // then
    assertThat(room.filesMax()).isPositive();
    assertThat(room.heapBytesMax()).isEqualTo(Runtime.getRuntime().maxMemory());
  }
}
