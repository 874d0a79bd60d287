package dev.snapledger.server.http;

import static dev.snapledger.server.http.TestListener.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of one body is taken, whatever is in it; nothing of it goes through a socket. */
class PatientConnectionTest {
  private static final int PIECE_BYTES = 1 << 16;

  private final Stopwatch watch = new Stopwatch(LONG);
  private final byte[] piece = new byte[PIECE_BYTES];
  private byte[] next = piece;
  private final PatientConnection connection =
      new PatientConnection(context(), null, new Patience(LONG, LONG, LONG), watch);
  private final DataReader reader = connection.dataReader();

  @AfterEach
  void stop() {
    watch.close();
  }

  /** A client that always has something to send. */
  private ConnectionContext context() {
    HelidonSocket socket = only(HelidonSocket.class, "get", () -> next);
    DataWriter writer = only(DataWriter.class, "", () -> "");
    return (ConnectionContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ConnectionContext.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "serverSocket" -> socket;
                  case "dataWriter" -> writer;
                  default -> throw new AssertionError(method);
                });
  }

  /** What has one method alone. */
  private static <T> T only(Class<T> type, String name, Supplier<?> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo(name);
              return answer.get();
            }));
  }

  /** Reads a body as long as one may be. */
  private void readLongest() {
    connection.bodyBegins();
    next = piece;
    for (long read = 0; read < ServerLimits.FRAMED_BODY_BYTES_MAX; read += PIECE_BYTES) {
      reader.skip(PIECE_BYTES);
    }
  }

  @Test
  void takesABodyAsLongAsItMayBeAndNotOneByteMore() {
    // given
    readLongest();

    // when
    next = new byte[1];

    // then
    assertThatThrownBy(() -> reader.skip(1))
        .isInstanceOf(CloseConnectionException.class)
        .hasMessage(
            "expected at most 33554432 bytes of a body and its chunk sizes, but found more");
  }

  @Test
  void countsEachBodyAnew() {
    // given
    readLongest();

    // when, then
    readLongest();
  }

  @Test
  void countsNothingOfHeads() {
    // given
    readLongest();

    // when
    connection.headBegins();
    reader.skip(PIECE_BYTES);

    // then
    readLongest();
  }
}
