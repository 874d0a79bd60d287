package dev.snapledger.commands.codec;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Reply;
import java.util.List;
import java.util.function.Supplier;

/** The codecs, so that a test can go through all of them. */
enum RecordKind {
  COMMAND("command", Command.class, CommandCodec::new),
  EVENT("event", Event.class, EventCodec::new),
  REPLY("reply", Reply.class, ReplyCodec::new),
  BLOCK_MAP("blockmap", BlockMapPart.class, BlockMapCodec::new),
  STATE("state", Entity.class, EntityCodec::new);

  final String folder;
  private final Class<?> root;

  @SuppressWarnings("ImmutableEnumChecker") // A constructor reference.
  private final Supplier<Codec<?>> codec;

  RecordKind(String folder, Class<?> root, Supplier<Codec<?>> codec) {
    this.folder = folder;
    this.root = root;
    this.codec = codec;
  }

  List<Class<?>> types() {
    return SampleRecords.leaves(root);
  }

  @SuppressWarnings("unchecked")
  byte[] encode(Object value) {
    return ((Codec<Object>) codec.get()).encode(value);
  }

  Object decode(byte[] bytes) throws UndecodableException {
    return codec.get().decode(bytes);
  }
}
