package dev.snapledger.runtime.partition;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands: its number in the history it belongs to, and the hash that chains it to
 * all events before it in its partition. Travels as a header of the event's record.
 *
 * <pre>
 *   header "ledger.link", 40 bytes, numbers big-endian
 *   0   8   sequence  from 1, without gaps in each history (family, full snapshot or policy)
 *   8   32  hash      SHA-256 over
 *                       32  hash of the event before in this partition; zeros for the first
 *                        8  sequence
 *                        4  length of the record's key
 *                        n  key, then the value to its end
 * </pre>
 *
 * @param sequence number of the event in its history
 * @param hash its link of the chain
 */
public record EventLink(long sequence, ChainHash hash) {
  /** Name of the record header. */
  public static final String HEADER = "ledger.link";

  /** Length of the header's value in bytes. */
  public static final int BYTES = Long.BYTES + ChainHash.BYTES;

  /** Reads the value of the header; null if it is missing or of another length. */
  public static @Nullable EventLink of(byte @Nullable [] header) {
    if (header == null || header.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(header);
    return new EventLink(in.getLong(), ChainHash.readFrom(in));
  }

  /** The value of the header. */
  public byte[] toBytes() {
    return hash.writeTo(ByteBuffer.allocate(BYTES).putLong(sequence)).array();
  }
}
