/** The fixed VHD form of a disk image: its 512-byte footer. It must not read or write files. */
@NullMarked
package dev.snapledger.blockstore.vhd;

import org.jspecify.annotations.NullMarked;
