package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkWriterTest {
  private static final int SMALL = BulkWriter.SMALL_BYTES;

  private Pair pair;

  @BeforeEach
  void connect() throws IOException {
    pair = Pair.connect();
    pair.server().setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
  }

  /** The web server's writer: remembers how much it was given, and whether it had to hurry. */
  private static final class Inner extends SingleWriter {
    private final SocketChannel channel;
    private final List<String> writes = new ArrayList<>();

    Inner(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void writeNow(BufferData buffer) {
      try {
        boolean atOnce = channel.getOption(StandardSocketOptions.TCP_NODELAY);
        writes.add(buffer.available() + (atOnce ? " at once" : " collected"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void sendsMuchWithoutTlsToTheSocketItself() throws Exception {
    // given
    var inner = new Inner(pair.server());
    byte[] head = random(SMALL / 2);
    byte[] body = random(3 << 20);
    CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(this::readAll);

    // when
    DataWriter writer = BulkWriter.of(inner, false, pair.server());
    writer.write(BufferData.create(head), BufferData.create(body, 1, body.length - 1));
    writer.write(BufferData.create(body));
    pair.server().shutdownOutput();

    // then
    BufferData all = BufferData.growing(head.length + 2 * body.length);
    all.write(head);
    all.write(body, 1, body.length - 1);
    all.write(body);
    assertThat(read.get()).isEqualTo(all.readBytes());
    assertThat(inner.writes).isEmpty();
  }

  private byte[] readAll() {
    try {
      InputStream in = Channels.newInputStream(pair.client());
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesWhatIsSmallToTheWebServer() {
    // given
    var inner = new Inner(pair.server());

    // when
    BulkWriter.of(inner, false, pair.server()).write(BufferData.create(new byte[SMALL]));
    BulkWriter.of(inner, true, pair.server()).write(BufferData.create(new byte[SMALL]));

    // then
    assertThat(inner.writes).containsExactly(SMALL + " at once", SMALL + " at once");
  }

  @Test
  void letsTheKernelCollectTheRecordsOfALargeWriteAndSendTheRest() throws IOException {
    // given
    var inner = new Inner(pair.server());

    // when
    BulkWriter.of(inner, true, pair.server()).write(BufferData.create(new byte[SMALL + 1]));

    // then
    assertThat(inner.writes).containsExactly((SMALL + 1) + " collected");
    assertThat(pair.server().getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
  }

  @Test
  void saysThatAConnectionIsGoneAsTheWebServerDoes() throws IOException {
    // given
    var inner = new Inner(pair.server());
    pair.server().close();

    // when, then
    for (boolean secure : new boolean[] {false, true}) {
      DataWriter writer = BulkWriter.of(inner, secure, pair.server());
      assertThatThrownBy(() -> writer.write(BufferData.create(new byte[SMALL + 1])))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(inner.writes).isEmpty();
  }
}
