package dev.snapledger.server.pageblob;

/** A run of bytes, half-open: {@code [startByte, endByte)}; not aligned to anything. */
record Span(long startByte, long endByte) {
  long lengthBytes() {
    return endByte - startByte;
  }
}
