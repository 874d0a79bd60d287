package dev.snapledger.server.pageblob;

import java.io.OutputStream;

/**
 * Begins the body of an answer; from then on trouble can only be told by closing the connection.
 */
@FunctionalInterface
interface BodyStart {
  OutputStream begin();
}
