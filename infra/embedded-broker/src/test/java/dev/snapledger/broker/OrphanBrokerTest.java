package dev.snapledger.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.snapledger.broker.BrokerFault.Kind;
import dev.snapledger.broker.NodeProcess.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a broker when the node that started it is another process, and is killed. */
@Timeout(240)
class OrphanBrokerTest {

  @TempDir Path directory;

  @Test
  void leavesByItselfWhenItsNodeIsKilledAndTheNextNodeTakesOver() throws Exception {
    // given a node in another process, with acknowledged records
    Running node = Running.start(directory);
    Records.createTopic(node.bootstrap());
    Records.send(node.bootstrap(), "before");
    assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory)))
        .asInstanceOf(type(BrokerFault.class))
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(Kind.DIRECTORY_IN_USE);
              assertThat(fault).hasMessageContaining("process " + node.process().pid());
            });

    // when it is killed, and the next one starts at once
    node.process().destroyForcibly().waitFor();
    try (EmbeddedBroker next = EmbeddedBroker.start(EmbeddedBrokerSettings.in(directory))) {
      // then
      assertThat(next.pid()).isNotEqualTo(node.brokerPid());
      assertThat(next.bootstrapServers()).isEqualTo(node.bootstrap());
      assertThat(Records.read(next.bootstrapServers(), 1)).containsExactly("before");
    }
  }

  @Test
  void leavesInGoodOrderWhenItsNodeEndsWithoutClosingIt() throws Exception {
    // given
    Running node = Running.start(directory);

    // when
    node.process().getOutputStream().close();

    // then
    assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    OrphanBroker.awaitGone(BrokerDirectory.create(directory));
    assertThat(directory.resolve("kafka/.kafka_cleanshutdown")).exists();
  }

  @Test
  void isKilledWhenItHangs() throws Exception {
    // given a broker that is stopped, so that it cannot notice the end of its node
    Running node = Running.start(directory);
    new ProcessBuilder("kill", "-STOP", Long.toString(node.brokerPid())).start().waitFor();
    node.process().destroyForcibly().waitFor();

    // when
    OrphanBroker.awaitGone(BrokerDirectory.create(directory), Duration.ofSeconds(1));

    // then its lock is free, which a stopped process cannot do itself
    OwnedDirectory.take(directory).close();
    assertThat(BrokerIdentity.read(directory.resolve("broker.properties")).ports().areFreeSoon())
        .isTrue();
  }
}
