package dev.snapledger.blockstore.scrub;

/** What is wrong with a record. The names are part of the file QUARANTINE. */
public enum Flaw {
  MISSING("its bytes are not there", Block.LOST),
  UNREADABLE("the disk does not give its bytes", Block.UNKNOWN),
  HEADER("its header does not match the header's checksum; its block is sound", Block.SOUND),
  ENCODING("its stored bytes do not match their checksum, but give the block", Block.SOUND),
  RECORD("neither its header nor its block match their checksums", Block.LOST),
  OTHER_BLOCK("its header is that of another block", Block.LOST),
  STORED_BYTES("its stored bytes do not match their checksum", Block.LOST),
  UNDECODABLE("its stored bytes cannot be decompressed", Block.LOST),
  BLOCK("its block does not match the block's checksum", Block.LOST),
  DIGEST("its block does not match the SHA-256 in its header", Block.LOST);

  private final String text;
  private final Block block;

  /** What becomes of the block's 65,536 bytes. */
  public enum Block {
    /** They cannot be restored. */
    LOST,

    /** They can be restored, and match the checksum that what refers to them has. */
    SOUND,

    /** The disk may give them another time. */
    UNKNOWN
  }

  Flaw(String text, Block block) {
    this.text = text;
    this.block = block;
  }

  /** For people, about "it". */
  public String text() {
    return text;
  }

  public Block block() {
    return block;
  }
}
