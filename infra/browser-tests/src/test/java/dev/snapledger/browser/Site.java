package dev.snapledger.browser;

import java.net.URI;

/** A server with the page, that can be signed in to; what the stories need to know of it. */
interface Site extends AutoCloseable {
  URI url();

  String clientId();

  String clientSecret();

  @Override
  void close();
}
