package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class AcceptedChannelsTest {
  private final AcceptedChannels channels = new AcceptedChannels();

  @Test
  void givesEachConnectionItsOwnChannelOnce() throws IOException {
    try (Pair one = Pair.connect();
        Pair two = Pair.connect()) {
      // given
      channels.configureSocket(one.server());
      channels.configureSocket(two.server());
      SocketAddress local = two.server().getLocalAddress();
      SocketAddress remote = two.server().getRemoteAddress();

      // when
      SocketChannel found = channels.take(local, remote);
      SocketChannel again = channels.take(local, remote);

      // then
      assertThat(found).isSameAs(two.server());
      assertThat(again).isNull();
      assertThat(channels.kept()).isEqualTo(1);
    }
  }

  @Test
  void letsTheKernelSendSmallAnswersAtOnce() throws IOException {
    try (Pair pair = Pair.connect()) {
      // when
      channels.configureSocket(pair.server());

      // then
      assertThat(pair.server().getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
      assertThat(pair.server().getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
    }
  }

  @Test
  void dropsThoseThatClosedWithoutAConnection() throws IOException {
    // given
    for (int i = 0; i < AcceptedChannels.KEPT_MAX; i++) {
      try (Pair pair = Pair.connect()) {
        channels.configureSocket(pair.server());
      }
    }
    int before = channels.kept();

    // when
    try (Pair open = Pair.connect()) {
      channels.configureSocket(open.server());
    }

    // then
    assertThat(before).isGreaterThan(1);
    assertThat(channels.kept()).isEqualTo(before == AcceptedChannels.KEPT_MAX ? 1 : before + 1);
  }

  @Test
  void passesOverAChannelThatIsClosedAlready() throws IOException {
    // given
    SocketChannel closed;
    try (Pair pair = Pair.connect()) {
      closed = pair.server();
    }

    // when
    channels.configureSocket(closed);

    // then
    assertThat(channels.kept()).isZero();
  }
}
