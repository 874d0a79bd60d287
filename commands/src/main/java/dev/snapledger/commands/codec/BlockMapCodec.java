package dev.snapledger.commands.codec;

import dev.snapledger.commands.blockmap.BlockMapPart;

/** Bytes of BlockMap records. */
public final class BlockMapCodec implements Codec<BlockMapPart> {
  @Override
  public byte[] encode(BlockMapPart value) {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }

  @Override
  public BlockMapPart decode(byte[] bytes) throws UndecodableException {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }
}
