package dev.snapledger.commands.codec;

import dev.snapledger.commands.command.Command;

/** Bytes of Command records. */
public final class CommandCodec implements Codec<Command> {
  @Override
  public byte[] encode(Command value) {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }

  @Override
  public Command decode(byte[] bytes) throws UndecodableException {
    throw new UnsupportedOperationException("the mapping follows in the next commit");
  }
}
