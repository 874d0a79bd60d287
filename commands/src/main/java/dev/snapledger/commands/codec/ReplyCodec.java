package dev.snapledger.commands.codec;

import dev.snapledger.commands.reply.Reply;

/** Bytes of Reply records. */
public final class ReplyCodec implements Codec<Reply> {
  @Override
  public byte[] encode(Reply value) {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }

  @Override
  public Reply decode(byte[] bytes) throws UndecodableException {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }
}
