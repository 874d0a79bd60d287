package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import java.util.ArrayList;
import java.util.List;

/** The event and reply logs of a processor under test, kept as a batch would write them. */
final class DecidedLog {
  final List<EventRecord> events = new ArrayList<>();
  final List<byte[]> replies = new ArrayList<>();
  final List<Processed.Buried> deadLetters = new ArrayList<>();

  static Codecs codecs() {
    return new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec());
  }

  static PartitionProcessor processorOf(PartitionState state) {
    return new PartitionProcessor(
        state, codecs(), _ -> CommandLog.PARTITION, AxonCommandEngine::new);
  }

  static StateDigest digestOf(PartitionState state) {
    return state.digest(0, new EntityCodec());
  }

  /** How long the logs are. */
  record Mark(int events, int replies, int deadLetters) {}

  Mark mark() {
    return new Mark(events.size(), replies.size(), deadLetters.size());
  }

  /** Forgets what was written after {@code mark}. */
  void cut(Mark mark) {
    events.subList(mark.events(), events.size()).clear();
    replies.subList(mark.replies(), replies.size()).clear();
    deadLetters.subList(mark.deadLetters(), deadLetters.size()).clear();
  }

  /** Processes the records as one batch, commits, and gives the replies. */
  List<Reply> commit(PartitionProcessor processor, InboundRecord... records) {
    List<Reply> batch = write(processor, records);
    processor.commit();
    return batch;
  }

  /** Processes the records as one batch that stays open, and gives the replies. */
  List<Reply> write(PartitionProcessor processor, InboundRecord... records) {
    List<byte[]> batch = new ArrayList<>();
    List<Processed> processed = new ArrayList<>();
    for (InboundRecord record : records) {
      processed.add(processor.process(record));
    }
    for (Processed one : processed) {
      switch (one) {
        case Processed.Decided decided -> {
          int first = events.size();
          for (LinkedEvent event : decided.events()) {
            events.add(new EventRecord(events.size(), decided.key(), event.value(), event.link()));
          }
          processor.locate(decided, first, events.size() - 1L);
          batch.add(decided.reply().remembered().bytes());
        }
        case Processed.Repeated repeated -> batch.add(repeated.first().bytes());
        case Processed.Buried buried -> {
          deadLetters.add(buried);
          if (buried.rejection() != null) {
            batch.add(buried.rejection().bytes());
          }
        }
      }
    }
    replies.addAll(batch);
    return batch.stream().map(DecidedLog::replyOf).toList();
  }

  /** The state that the logs alone give. */
  PartitionState replay() {
    return replay(new PartitionState(CommandLog.PARTITION), 0, 0);
  }

  /** A state that contains the logs up to some offsets, brought to their ends. */
  PartitionState replay(PartitionState state, long nextEvent, long nextReply) {
    for (int offset = (int) nextEvent; offset < events.size(); offset++) {
      state.replay(eventOf(events.get(offset).value()), events.get(offset));
    }
    for (int offset = (int) nextReply; offset < replies.size(); offset++) {
      state.replay(replyOf(replies.get(offset)), replies.get(offset));
    }
    return state;
  }

  static Reply replyOf(byte[] bytes) {
    try {
      return new ReplyCodec().decode(bytes);
    } catch (UndecodableException e) {
      throw new AssertionError(e);
    }
  }

  static Event eventOf(byte[] bytes) {
    try {
      return new EventCodec().decode(bytes);
    } catch (UndecodableException e) {
      throw new AssertionError(e);
    }
  }
}
