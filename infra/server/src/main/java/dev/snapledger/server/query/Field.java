package dev.snapledger.server.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Fields of disks, snapshots and their lists. Each has its name as it stands in JSON, which is
 * copied instead of being written anew a thousand times for an answer.
 */
enum Field {
  AS_OF,
  BACKGROUND_COPY,
  BY_REGION,
  CHANGED_BLOCKS,
  CHANGED_BYTES,
  COMPLETED_AT,
  CONTENT,
  COPIED_BYTES,
  CREATED_AT,
  DELETED_AT,
  EVER_RESIZED,
  EXISTING,
  FAILURE,
  FAMILY_ID,
  ITEMS,
  KIND,
  LOG_OFFSET,
  MOVED_BYTES,
  NAME,
  NEWEST_SNAPSHOT_ID,
  NEXT_CURSOR,
  ORIGIN,
  PARENT_SNAPSHOT_ID,
  PARTITION,
  REGION,
  RESOURCE_GROUP,
  RESOURCE_ID,
  ROOT_DIGEST,
  SEQUENCE,
  SIZE_BYTES,
  SKU,
  SNAPSHOTS,
  SNAPSHOT_ID,
  SOURCE_DISK_ID,
  SOURCE_SNAPSHOT_ID,
  STARTED_AT,
  STATE,
  STORED_BYTES,
  TAGS,
  TIME,
  TOTAL_BYTES;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it.
  private final byte[] bytes = (",\"" + camelCase(name()) + "\":").getBytes(US_ASCII);

  private static String camelCase(String constant) {
    StringBuilder text = new StringBuilder(constant.length());
    for (int i = 0; i < constant.length(); i++) {
      boolean first = i > 0 && constant.charAt(i - 1) == '_';
      text.append(first ? constant.charAt(i) : Character.toLowerCase(constant.charAt(i)));
    }
    return text.toString().replace("_", "");
  }

  /** Bytes of the quoted name, its colon, and a comma before it. */
  int length() {
    return bytes.length;
  }

  /**
   * Copies the name.
   *
   * @param comma whether a field stands before it
   * @return the place behind it
   */
  int write(boolean comma, byte[] out, int at) {
    int first = comma ? 0 : 1;
    int length = bytes.length - first;
    System.arraycopy(bytes, first, out, at, length);
    return at + length;
  }
}
