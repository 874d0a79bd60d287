package dev.snapledger.app.holder;

/**
 * Where other nodes reach the HTTPS server of the holder.
 *
 * @param url scheme, host and port; empty if it has no server
 * @param certificate SHA-256 of the certificate it shows, in hexadecimal
 * @param access digest of its keys and clients, which have to be the same on all nodes
 */
public record HolderAddress(String url, String certificate, String access) {
  /** Of a node without a server. */
  public static final HolderAddress NONE = new HolderAddress("", "", "");
}
