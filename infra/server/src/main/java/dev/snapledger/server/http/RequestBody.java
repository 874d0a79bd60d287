package dev.snapledger.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request; the one place that knows how the web server says what is wrong with it.
 *
 * <p>A read throws {@link MalformedBodyException}, after which the connection has to be closed as
 * nobody knows where the next request begins, or {@link CloseConnectionException} if the client
 * goes away.
 */
public final class RequestBody extends InputStream {
  private final InputStream inner;

  private RequestBody(InputStream inner) {
    this.inner = inner;
  }

  /** The body; empty if there is none. To be asked for once. */
  public static InputStream of(ServerRequest request) {
    return request.content().hasEntity()
        ? new RequestBody(request.content().inputStream())
        : InputStream.nullInputStream();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inner.read(bytes, offset, length);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("expected a whole body, but it was cut off", e);
    } catch (RequestException e) {
      throw new MalformedBodyException(
          e.status().code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()
              ? MalformedBodyException.Fault.LENGTH
              : MalformedBodyException.Fault.CHUNKS,
          e);
    } catch (NumberFormatException | DataReader.IncorrectNewLineException e) { // A chunk's size.
      throw new MalformedBodyException(MalformedBodyException.Fault.CHUNKS, e);
    }
  }
}
