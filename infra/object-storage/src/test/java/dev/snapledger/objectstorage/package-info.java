/** Tests of the package against a real server. */
@NullMarked
package dev.snapledger.objectstorage;

import org.jspecify.annotations.NullMarked;
