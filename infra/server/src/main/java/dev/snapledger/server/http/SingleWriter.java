package dev.snapledger.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** A writer for which all kinds of writes are one: of one buffer, at once. */
abstract class SingleWriter implements DataWriter {
  @Override
  public final void write(BufferData... buffers) {
    writeNow(buffers);
  }

  @Override
  public final void write(BufferData buffer) {
    writeNow(buffer);
  }

  @Override
  public final void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }
}
