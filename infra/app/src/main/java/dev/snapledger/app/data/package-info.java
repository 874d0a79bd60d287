/** The folder a node keeps everything in. Must not know what is inside the parts. */
@NullMarked
package dev.snapledger.app.data;

import org.jspecify.annotations.NullMarked;
