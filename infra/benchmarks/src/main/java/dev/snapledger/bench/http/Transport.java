package dev.snapledger.bench.http;

/** How bytes travel. */
enum Transport {
  HTTP,
  TLS;

  /** For people and names of figures. */
  String label() {
    return this == HTTP ? "http" : "tls";
  }
}
