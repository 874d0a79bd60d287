package dev.snapledger.commands.codec;

import dev.snapledger.commands.command.Command;

/** Bytes of commands. Not safe for use by several threads at once. */
public final class CommandCodec implements Codec<Command> {
  static final RecordTypes TYPES = RecordTypes.of("command", Command.class);

  private final RecordCodec<Command> codec = new RecordCodec<>(Command.class, TYPES);

  @Override
  public byte[] encode(Command value) {
    return codec.encode(value);
  }

  @Override
  public Command decode(byte[] bytes) throws UndecodableException {
    return codec.decode(bytes);
  }
}
