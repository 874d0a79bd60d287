package dev.snapledger.runtime.partition;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.reply.Reply;
import java.time.Instant;
import java.util.List;

/**
 * Everything a partition remembers: its entities, the replies of the dedup window, its clock, and
 * how far it decided.
 *
 * <p>All of it is a function of the partition's events and replies, and changes batch by batch: a
 * batch is promoted or discarded as a whole. While a sealed batch awaits its commit the next one
 * may be open on top of it; if the sealed one is discarded, so is the open one. For one thread.
 */
public final class PartitionState {
  private final int partition;
  private final StateBase base;
  private final EntityTable entities;
  private final DedupWindow window;
  private final EventChain chain = new EventChain();
  private Progress committed;
  private Progress sealed;
  private Progress open;

  /**
   * How far decisions went.
   *
   * @param lastDecidedAt time of the newest decision; {@link Instant#MIN} before the first
   * @param nextCommandOffset one more than the offset of the newest decided command
   * @param chainHead hash of the newest event
   */
  public record Progress(Instant lastDecidedAt, long nextCommandOffset, ChainHash chainHead) {
    /** Before the first decision. */
    public static final Progress NONE = new Progress(Instant.MIN, 0, ChainHash.GENESIS);

    Progress after(Instant time, long commandOffset) {
      return new Progress(
          time.isAfter(lastDecidedAt) ? time : lastDecidedAt,
          Math.max(nextCommandOffset, commandOffset + 1),
          chainHead);
    }

    Progress linked(ChainHash newest) {
      return new Progress(lastDecidedAt, nextCommandOffset, newest);
    }
  }

  /** An empty partition that keeps everything in memory. */
  public PartitionState(int partition) {
    this(partition, StateBase.EMPTY, Progress.NONE);
  }

  /**
   * A partition that goes on from a checkpoint.
   *
   * @param base what the checkpoint holds
   * @param progress how far decisions had gone then
   */
  public PartitionState(int partition, StateBase base, Progress progress) {
    this.partition = partition;
    this.base = base;
    this.entities = new EntityTable(base);
    this.window = new DedupWindow(base);
    this.committed = progress;
    this.sealed = progress;
    this.open = progress;
  }

  /**
   * Applies an event that is in the log already.
   *
   * @param record where it stands: its offset, key, value and link
   * @throws BrokenInvariantException if the event cannot follow those before it
   */
  public void replay(Event event, EventRecord record) {
    open = open.linked(checkedLink(event, record));
    try {
      entities.apply(event);
    } catch (IllegalStateException e) {
      throw new BrokenInvariantException(
          partition,
          record.offset(),
          "expected an event that fits the state, but " + e.getMessage(),
          e);
    }
    entities.promote();
    advance(event.header().time(), event.header().commandOffset());
  }

  private ChainHash checkedLink(Event event, EventRecord record) {
    EventLink found = record.link();
    byte[] key = record.key();
    if (found == null || key == null) {
      throw broken(
          record,
          "expected an event with a key and a header %s of %d bytes, but found none"
              .formatted(EventLink.HEADER, EventLink.BYTES));
    }
    long sequence = entities.nextSequence(event);
    if (found.sequence() != sequence) {
      throw broken(
          record,
          "expected event %d of its history, but found number %d"
              .formatted(sequence, found.sequence()));
    }
    ChainHash hash = chain.link(open.chainHead(), sequence, key, record.value());
    if (!found.hash().equals(hash)) {
      throw broken(
          record,
          "expected the chain hash %s, but found %s: this event or one before it was changed"
              .formatted(hash, found.hash()));
    }
    return hash;
  }

  private BrokenInvariantException broken(EventRecord record, String text) {
    return new BrokenInvariantException(partition, record.offset(), text);
  }

  /** Links the next event of the open batch to those before it. */
  EventLink link(long sequence, byte[] key, byte[] value) {
    ChainHash hash = chain.link(open.chainHead(), sequence, key, value);
    open = open.linked(hash);
    return new EventLink(sequence, hash);
  }

  /**
   * Remembers a reply that is in the log already; must come in log order.
   *
   * @param bytes the reply as it is in the log; kept, never changed
   */
  public void replay(Reply reply, byte[] bytes) {
    if (reply.outcome() instanceof Rejected r && DeadLetterCode.isReplyCode(r.code())) {
      return; // A dead letter is not a decision.
    }
    advance(reply.time(), reply.commandOffset());
    ReplyKey key = ReplyKey.of(reply.commandId(), reply.subscriptionId());
    window.replay(new RememberedReply(key, reply.time(), bytes), committed.lastDecidedAt());
  }

  private void advance(Instant time, long commandOffset) {
    open = open.after(time, commandOffset);
    sealed = open;
    committed = open;
  }

  /**
   * Time of a decision about a record appended at {@code appendedAt}: never earlier than before.
   */
  Instant decisionTime(Instant appendedAt) {
    return appendedAt.isAfter(open.lastDecidedAt()) ? appendedAt : open.lastDecidedAt();
  }

  void decided(Instant time, long commandOffset) {
    open = open.after(time, commandOffset);
  }

  void seal() {
    entities.seal();
    window.seal();
    sealed = open;
  }

  void promoteSealed() {
    entities.promoteSealed();
    committed = sealed;
    window.promoteSealed(committed.lastDecidedAt());
  }

  void promote() {
    entities.promote();
    sealed = open;
    committed = open;
    window.promote(committed.lastDecidedAt());
  }

  void discardOpen() {
    entities.discardOpen();
    window.discardOpen();
    open = sealed;
  }

  void discard() {
    entities.discard();
    window.discard();
    sealed = committed;
    open = committed;
  }

  /**
   * Freezes what is committed, for a thread that writes a checkpoint; {@link #thawWritten} or
   * {@link #thawUnwritten} must follow.
   */
  public FrozenState freeze() {
    return new FrozenState(partition, base, entities.freeze(), window.freeze(), committed);
  }

  /** Ends a freeze after the checkpoint was written. */
  public void thawWritten() {
    entities.thawWritten();
    window.thawWritten();
  }

  /** Ends a freeze when nothing was written. */
  public void thawUnwritten() {
    entities.thawUnwritten();
    window.thawUnwritten();
  }

  /** Number of entities and replies that changed since the last checkpoint began. */
  public int changes() {
    return entities.changes() + window.changes();
  }

  /** The digest of the committed entities; the state must be neither frozen nor in use. */
  public StateDigest digest(long nextEventOffset, Codec<Entity> codec) {
    try {
      return freeze().digest(nextEventOffset, codec);
    } finally {
      thawUnwritten();
    }
  }

  /** The partition this is the state of. */
  public int partition() {
    return partition;
  }

  /** One more than the offset of the newest decided command, open batch included. */
  public long nextCommandOffset() {
    return open.nextCommandOffset();
  }

  /** Time of the newest decision, open batch included; {@link Instant#MIN} before the first. */
  public Instant lastDecidedAt() {
    return open.lastDecidedAt();
  }

  /** Hash of the newest event, open batch included. */
  public ChainHash chainHead() {
    return open.chainHead();
  }

  /** The entities, open batch included. */
  public EntityTable entities() {
    return entities;
  }

  DedupWindow window() {
    return window;
  }

  /** The replies that a repeated command would get now, oldest first; for audits and tests. */
  public List<RememberedReply> remembered() {
    return window.remembered(open.lastDecidedAt());
  }
}
