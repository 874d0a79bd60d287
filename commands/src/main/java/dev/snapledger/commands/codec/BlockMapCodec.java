package dev.snapledger.commands.codec;

import dev.snapledger.commands.blockmap.BlockMapPart;

/** Bytes of parts of block maps. Not safe for use by several threads at once. */
public final class BlockMapCodec implements Codec<BlockMapPart> {
  private static final RecordTypes TYPES = RecordTypes.of("blockmap", BlockMapPart.class);

  private final RecordCodec<BlockMapPart> codec = new RecordCodec<>(BlockMapPart.class, TYPES);

  @Override
  public byte[] encode(BlockMapPart value) {
    return codec.encode(value);
  }

  @Override
  public BlockMapPart decode(byte[] bytes) throws UndecodableException {
    return codec.decode(bytes);
  }
}
