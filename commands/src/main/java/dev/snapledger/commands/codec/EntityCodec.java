package dev.snapledger.commands.codec;

import dev.snapledger.commands.entity.Entity;

/**
 * Bytes of entity state, for checkpoints and audits. State schemas may change with any version:
 * bytes of another one are undecodable, and the checkpoint is rebuilt from the log. Not safe for
 * use by several threads at once.
 */
public final class EntityCodec implements Codec<Entity> {
  private static final RecordTypes TYPES = RecordTypes.of("state", Entity.class);

  private final RecordCodec<Entity> codec = new RecordCodec<>(Entity.class, TYPES);

  @Override
  public byte[] encode(Entity value) {
    return codec.encode(value);
  }

  @Override
  public Entity decode(byte[] bytes) throws UndecodableException {
    return codec.decode(bytes);
  }
}
