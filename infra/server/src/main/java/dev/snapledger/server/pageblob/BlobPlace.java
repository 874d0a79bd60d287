package dev.snapledger.server.pageblob;

import java.net.URI;

/** Where requests for bytes are answered. */
public sealed interface BlobPlace {
  /** Here. */
  record Here(PageBlobService service) implements BlobPlace {}

  /**
   * At another node.
   *
   * @param url scheme, host and port
   * @param certificate SHA-256 of the certificate it shows, in hexadecimal
   */
  record There(URI url, String certificate) implements BlobPlace {}

  /** Nowhere, for the moment. */
  record Nowhere() implements BlobPlace {}
}
