/**
 * Object stores behind the port of the block store, over the S3 protocol. Only this package knows
 * the SDK, and it must not know what the objects hold.
 */
@NullMarked
package dev.snapledger.objectstorage;

import org.jspecify.annotations.NullMarked;
