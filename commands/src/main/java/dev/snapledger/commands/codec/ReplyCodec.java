package dev.snapledger.commands.codec;

import dev.snapledger.commands.reply.Reply;

/** Bytes of replies. Not safe for use by several threads at once. */
public final class ReplyCodec implements Codec<Reply> {
  private static final RecordTypes TYPES = RecordTypes.of("reply", Reply.class);

  private final RecordCodec<Reply> codec = new RecordCodec<>(Reply.class, TYPES);

  @Override
  public byte[] encode(Reply value) {
    return codec.encode(value);
  }

  @Override
  public Reply decode(byte[] bytes) throws UndecodableException {
    return codec.decode(bytes);
  }
}
