package dev.snapledger.server.sas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SasKeyFileTest {
  @TempDir Path folder;

  private static SasKey key(int seed) {
    byte[] secret = new byte[SasKey.BYTES];
    secret[31] = (byte) seed;
    return SasKey.of(secret);
  }

  @Test
  void keepsKeysForItsOwnerAlone() throws Exception {
    // given
    Path file = folder.resolve("sas.keys");
    var store = new SasKeyFile(file);

    // when
    assertThat(store.load()).isNull();
    store.save(new SasKeys(key(1), null));
    SasKeys first = store.load();
    store.save(new SasKeys(key(2), key(1)));

    // then
    assertThat(first).isEqualTo(new SasKeys(key(1), null));
    assertThat(store.load()).isEqualTo(new SasKeys(key(2), key(1)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAFileThatOthersCanRead() throws Exception {
    // given
    Path file = folder.resolve("sas.keys");
    var store = new SasKeyFile(file);
    store.save(new SasKeys(key(1), null));

    // when
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    // then
    assertThatThrownBy(store::load)
        .isInstanceOf(SasKeysException.class)
        .hasMessageContaining("rw-r-----");
  }

  @Test
  void anErrorNeverShowsWhatIsInTheFile() throws Exception {
    // given
    Path file = folder.resolve("sas.keys");
    var store = new SasKeyFile(file);
    store.save(new SasKeys(key(1), null));
    Files.writeString(file, "snapledger-sas-keys 1\ncurrent c2VjcmV0\n");

    // when / then
    assertThatThrownBy(store::load)
        .isInstanceOf(SasKeysException.class)
        .hasMessageContaining("expected one or two keys of form 1")
        .hasMessageNotContaining("c2VjcmV0");
    assertThat(key(1).toString())
        .doesNotContain(Base64.getEncoder().encodeToString(key(1).secret()));
  }

  @Test
  void followsARotationByAnotherProcess() {
    // given
    Path file = folder.resolve("sas.keys");
    SasKeyRing server = SasKeyRing.open(new SasKeyFile(file), () -> key(1));
    String first = server.current();

    // when
    String second = SasKeyRing.open(new SasKeyFile(file), () -> key(2)).rotate();

    // then
    assertThat(server.current()).isEqualTo(second).isNotEqualTo(first);
    assertThat(server.previous()).isEqualTo(first);
  }

  @Test
  void keepsItsKeysWhenTheFileIsGone() throws Exception {
    // given
    Path file = folder.resolve("sas.keys");
    SasKeyRing server = SasKeyRing.open(new SasKeyFile(file), () -> key(1));
    String first = server.current();

    // when
    Files.delete(file);

    // then
    assertThat(server.current()).isEqualTo(first);
  }

  @Test
  void permitsNothingByKeysThatItCannotLoad() throws Exception {
    // given
    Path file = folder.resolve("sas.keys");
    SasKeyRing server = SasKeyRing.open(new SasKeyFile(file), () -> key(1));
    server.rotate();

    // when
    Files.writeString(file, "snapledger-sas-keys 2\n");

    // then
    assertThatThrownBy(server::current).isInstanceOf(SasKeysException.class);
  }
}
