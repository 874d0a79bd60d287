package dev.snapledger.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.snapledger.broker.BrokerExit.Reason;
import dev.snapledger.broker.BrokerFault.Kind;
import dev.snapledger.broker.BrokerIdentity.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker process in a temporary directory, in good order and killed. */
@Timeout(240)
class EmbeddedBrokerTest {

  @TempDir Path directory;

  @Test
  void keepsRecordsIdentityAndPortsOverRestartAndKill() throws Exception {
    // given a new directory
    String bootstrap;
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      bootstrap = broker.bootstrapServers();
      clusterId = broker.clusterId();
      Records.createTopic(bootstrap);
      Records.send(bootstrap, "one", "two");
      assertThat(Records.read(bootstrap, 2)).containsExactly("one", "two");
    }

    // when it was closed
    // then the next one has the records; and it is killed with a transaction open
    EmbeddedBroker killed = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory));
    assertThat(killed.bootstrapServers()).isEqualTo(bootstrap);
    assertThat(killed.clusterId()).isEqualTo(clusterId);
    assertThat(Records.read(bootstrap, 2)).containsExactly("one", "two");
    Records.send(bootstrap, "three");
    KafkaProducer<String, String> open = Records.leaveOpen(bootstrap, "never committed");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

    BrokerExit exit = killed.onExit().get(30, TimeUnit.SECONDS);
    assertThat(exit.reason()).isEqualTo(Reason.UNEXPECTED);
    assertThat(exit.exitCode()).isEqualTo(137);
    assertThat(exit.lastLogLines()).contains("broker.log");
    killed.close();
    open.close(Duration.ZERO);

    // then the one after the kill has every acknowledged record, and no other
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      assertThat(broker.bootstrapServers()).isEqualTo(bootstrap);
      Records.takeOver(bootstrap);
      Records.send(bootstrap, "four");
      assertThat(Records.read(bootstrap, 4)).containsExactly("one", "two", "three", "four");
    }
  }

  @Test
  void endsWithCodeZeroAndCleanlyWhenClosed() throws Exception {
    // given
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory));

    // when
    broker.close();
    broker.close();

    // then
    BrokerExit exit = broker.onExit().get(5, TimeUnit.SECONDS);
    assertThat(exit.reason()).isEqualTo(Reason.REQUESTED);
    assertThat(exit.exitCode()).isZero();
    assertThat(directory.resolve("kafka/.kafka_cleanshutdown")).exists();
    assertThat(directory.resolve("logs/console.log"))
        .content()
        .doesNotContain("SLF4J", "INFO", "WARN");
  }

  @Test
  void survivesTheSignalOfCtrlC() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      // when
      Process kill = new ProcessBuilder("kill", "-INT", Long.toString(broker.pid())).start();
      assertThat(kill.waitFor()).isZero();

      // then it still serves, after it has logged the signal
      Records.createTopic(broker.bootstrapServers());
      Records.send(broker.bootstrapServers(), "after");
      assertThat(broker.onExit()).isNotDone();
      assertThat(Records.read(broker.bootstrapServers(), 1)).containsExactly("after");
    }
  }

  @Test
  void refusesDirectoryThatIsInUse() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory)))
          .asInstanceOf(type(BrokerFault.class))
          .satisfies(
              fault -> {
                assertThat(fault.kind()).isEqualTo(Kind.DIRECTORY_IN_USE);
                assertThat(fault).hasMessageContaining("" + ProcessHandle.current().pid());
              });
      assertThat(broker.onExit()).isNotDone();
    }
  }

  @Test
  void showsTheEndOfTheLogWhenKafkaRefusesItsConfiguration() {
    EmbeddedBrokerSettings settings =
        EmbeddedBrokerSettings.in(directory).withBrokerProperty("num.io.threads", "none");

    assertThatThrownBy(() -> EmbeddedBroker.start(settings))
        .asInstanceOf(type(BrokerFault.class))
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Kind.START_FAILED);
              assertThat(fault).hasMessageContaining("num.io.threads");
            });
  }

  @Test
  void saysWhatIsMissingWhenTheClassPathHasNoBroker() {
    EmbeddedBrokerSettings settings =
        EmbeddedBrokerSettings.in(directory).withClassPath(directory.toString());

    assertThatThrownBy(() -> EmbeddedBroker.start(settings))
        .asInstanceOf(type(BrokerFault.class))
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Kind.START_FAILED);
              assertThat(fault).hasMessageContaining("BrokerLauncher");
            });
  }

  @Test
  void killsTheProcessThatDoesNotServeInTime() throws IOException {
    // given a limit that no JVM can keep
    EmbeddedBrokerSettings settings =
        EmbeddedBrokerSettings.in(directory).withStartMax(Duration.ofMillis(200));

    // when
    assertThatThrownBy(() -> EmbeddedBroker.start(settings))
        .asInstanceOf(type(BrokerFault.class))
        .satisfies(fault -> assertThat(fault).hasMessageContaining("0.2 s"));

    // then nothing runs, and the directory is free
    assertThat(ProcessHandle.current().children()).isEmpty();
    OwnedDirectory.take(directory).close();
  }

  @Test
  void takesOtherPortsWhenItsOwnAreTaken() throws Exception {
    // given a directory whose ports somebody else listens on
    BrokerPorts taken = new BrokerPorts(BrokerPorts.LAST + 1, BrokerPorts.LAST + 2);
    BrokerDirectory files = BrokerDirectory.create(directory);
    BrokerIdentity.fresh(taken).write(files.identity());
    try (ServerSocket other =
            new ServerSocket(taken.client(), 1, InetAddress.ofLiteral(BrokerPorts.HOST));
        // when
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      // then
      assertThat(other.isBound()).isTrue();
      assertThat(broker.bootstrapServers()).isNotEqualTo(taken.bootstrapServers());
      assertThat(Files.readString(files.identity()))
          .contains("client.port=" + broker.bootstrapServers().split(":", -1)[1]);
    }
  }

  @Test
  void severalThatWantTheSamePortsAtTheSameMomentStart() throws Exception {
    // given directories whose brokers find the same two ports free
    BrokerPorts wanted = BrokerPorts.choose();
    List<Path> roots = IntStream.range(0, 4).mapToObj(i -> directory.resolve("node" + i)).toList();
    for (Path root : roots) {
      String clusterId = new Uuid(1, roots.indexOf(root)).toString();
      new BrokerIdentity(AppInfoParser.getVersion(), clusterId, Storage.NEW, wanted)
          .write(BrokerDirectory.create(root).identity());
    }

    // when
    List<CompletableFuture<EmbeddedBroker>> starts =
        roots.stream()
            .map(EmbeddedBrokerSettings::in)
            .map(
                in ->
                    CompletableFuture.supplyAsync(
                        () -> EmbeddedBroker.start(in), Thread::startVirtualThread))
            .toList();

    // then
    List<EmbeddedBroker> brokers = starts.stream().map(CompletableFuture::join).toList();
    assertThat(brokers).extracting(EmbeddedBroker::bootstrapServers).doesNotHaveDuplicates();
    brokers.forEach(EmbeddedBroker::close);
  }
}
