package dev.snapledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.app.config.InvalidSettingException;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreChoiceTest {
  private static final String URL = "s3://bucket/ledger";

  @TempDir Path folder;

  private static StoreChoice choice(Map<String, String> settings) {
    return StoreChoice.of(Settings.of(settings));
  }

  @Test
  void isTheFolderUnlessAnAddressIsGiven() {
    assertThat(choice(Map.of()).s3()).isNull();
    assertThat(choice(Map.of("store.url", URL)).s3()).isNotNull();
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> choice(Map.of("store.url", "ftp://bucket")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("s3://BUCKET/PREFIX");
    assertThatThrownBy(() -> choice(Map.of("store.url", URL, "store.s3.endpoint", "host")))
        .hasMessageContaining("store.s3.endpoint");
    assertThatThrownBy(() -> choice(Map.of("store.url", URL, "store.s3.secret-key", "hidden")))
        .hasMessageContaining("store.s3.access-key")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> choice(Map.of("store.take-over", "perhaps")))
        .hasMessageContaining("true or false");
    assertThatThrownBy(() -> choice(Map.of("store.cache-mib", "1")))
        .hasMessageContaining("store.cache-mib");
  }

  @Test
  void aHolderMayBeSilentForTwoSecondsAtLeast() {
    assertThat(choice(Map.of()).takeOverAfter()).isEqualTo(Duration.ofSeconds(15));
    assertThat(choice(Map.of("store.take-over-after", "2s")).takeOverAfter())
        .isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> choice(Map.of("store.take-over-after", "1s")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("2s or more");
  }

  @Test
  void keepsTheSecretOutOfItsText() {
    var settings =
        Map.of("store.url", URL, "store.s3.access-key", "name", "store.s3.secret-key", "hidden");
    assertThat(choice(settings).toString()).contains("name").doesNotContain("hidden");
  }

  @Test
  void aFolderWithBlocksElsewhereIsNotTakenForAnEmptyOne() throws IOException {
    // given
    StoreChoice local = choice(Map.of());
    StoreChoice shared = choice(Map.of("store.url", URL));
    assertThatCode(() -> local.check(folder)).doesNotThrowAnyException();
    assertThatCode(() -> shared.check(folder)).doesNotThrowAnyException();

    // when
    Files.writeString(folder.resolve("STORE"), URL + "\n");

    // then
    assertThatCode(() -> shared.check(folder)).doesNotThrowAnyException();
    assertThatThrownBy(() -> local.check(folder))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(URL);
    assertThatThrownBy(() -> StoreChoice.checkLocal(folder))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining(URL);
  }

  @Test
  void aFolderWithBlocksIsNotLeftForAnAddress() throws IOException {
    // given
    Files.createDirectories(folder.resolve("regions").resolve("local"));

    // when / then
    assertThatCode(() -> choice(Map.of()).check(folder)).doesNotThrowAnyException();
    assertThatThrownBy(() -> choice(Map.of("store.url", URL)).check(folder))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("regions/");
  }
}
