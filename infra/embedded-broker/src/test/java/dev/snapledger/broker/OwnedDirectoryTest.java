package dev.snapledger.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.snapledger.broker.BrokerFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which directories a broker starts in, without starting one. */
class OwnedDirectoryTest {

  private static final String GOOD =
      """
      format=1
      kafka.version=4.3.1
      cluster.id=AAAAAAAAAAAAAAAAAAAAAA
      storage=FORMATTED
      client.port=19092
      controller.port=19093
      """;

  @TempDir Path root;

  @Test
  void givesNewDirectoryAnIdentityAndFindsItAgain() throws IOException {
    try (OwnedDirectory owned = OwnedDirectory.take(root.resolve("a b/new"))) {
      // when
      BrokerIdentity fresh = owned.identity();

      // then
      assertThat(fresh.clusterId()).hasSize(22);
      assertThat(fresh.ports().client()).isBetween(BrokerPorts.FIRST, BrokerPorts.LAST);
      assertThat(fresh.ports().controller()).isGreaterThan(fresh.ports().client());
      assertThat(owned.identity()).isEqualTo(fresh);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "format=1, format=2, format 1 or older",
    "kafka.version=4.3.1, kafka.version=4.3.2, Kafka 4.3.1 or older",
    "kafka.version=4.3.1, kafka.version=4.10.0, Kafka 4.3.1 or older",
    "kafka.version=4.3.1, kafka.version=5.0.0-SNAPSHOT, Kafka 4.3.1 or older",
  })
  void refusesDirectoryOfNewerVersion(String good, String newer, String message)
      throws IOException {
    write("broker.properties", GOOD.replace(good, newer));

    refuses(Kind.DIRECTORY_NEWER, message, newer.replaceFirst(".*=", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "4.3.0", "4.2.10", "3.9.1", "4.3"})
  void takesDirectoryOfThisAndOlderVersions(String version) throws IOException {
    write("broker.properties", GOOD.replace("4.3.1", version));
    write("kafka/meta.properties", "cluster.id=AAAAAAAAAAAAAAAAAAAAAA");

    try (OwnedDirectory owned = OwnedDirectory.take(root)) {
      assertThat(owned.identity().kafkaVersion()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cluster.id=AAAAAAAAAAAAAAAAAAAAAA, cluster.id=, a value of cluster.id",
    "client.port=19092, client.port=many, many",
    "format=1, format=-1, -1",
    "storage=FORMATTED, storage=LOST, LOST",
    "kafka.version=4.3.1, kafka.version=new, new",
  })
  void saysWhichLineIsMalformed(String good, String bad, String message) throws IOException {
    write("broker.properties", GOOD.replace(good, bad));

    refuses(Kind.DIRECTORY_UNUSABLE, message, "broker.properties");
  }

  @Test
  void refusesToFormatAnewWhenKafkaFilesAreGone() throws IOException {
    write("broker.properties", GOOD);

    refuses(Kind.DIRECTORY_UNUSABLE, "meta.properties", "Kafka's files");
  }

  @Test
  void refusesKafkaFilesOfAnotherCluster() throws IOException {
    write("broker.properties", GOOD);
    write("kafka/meta.properties", "cluster.id=BBBBBBBBBBBBBBBBBBBBBB");

    refuses(Kind.DIRECTORY_UNUSABLE, "AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB");
  }

  @Test
  void refusesKafkaFilesWithoutIdentity() throws IOException {
    write("kafka/meta.properties", "cluster.id=BBBBBBBBBBBBBBBBBBBBBB");

    refuses(Kind.DIRECTORY_UNUSABLE, "broker.properties", "none");
  }

  @Test
  void refusesPathThatKafkaWouldSplit() {
    assertThatFault(
        () -> OwnedDirectory.take(root.resolve("a,b")), Kind.DIRECTORY_UNUSABLE, "comma", "a,b");
  }

  @Test
  void freesItsLockWhenClosed() throws IOException {
    OwnedDirectory.take(root).close();
    OwnedDirectory.take(root).close();
  }

  private void refuses(Kind kind, String... words) throws IOException {
    try (OwnedDirectory owned = OwnedDirectory.take(root)) {
      assertThatFault(owned::identity, kind, words);
    }
  }

  private static void assertThatFault(ThrowingCallable call, Kind kind, String... words) {
    assertThatThrownBy(call)
        .asInstanceOf(type(BrokerFault.class))
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.getMessage()).startsWith("expected").contains(words);
            });
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
