package dev.snapledger.simulation.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction coordinator: decides once how a transaction ends, and then writes a marker to
 * each partition that took part, each on its own and in any order, the group's offsets included. So
 * offsets may be visible before the events they stand for. For one thread.
 */
final class Transactions {
  /** How long a transaction may be open; as in {@code KafkaLogClients}. */
  static final Duration OPEN_MAX = Duration.ofSeconds(15);

  /** How many of ten markers are written at once; the others come when the log finds time. */
  private static final int MARKERS_AT_ONCE = 6;

  private final InstantSource clock;
  private final SplittableRandom chance;
  private final Markers target;
  private final Fencing fencing;
  private final Map<String, Txn> byId = new TreeMap<>();
  private final List<Late> late = new ArrayList<>();

  /** Where markers go. */
  interface Markers {
    void mark(TopicPartition log, long producer, Ending ending);

    void markOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, long producer, Ending ending);
  }

  private enum State {
    EMPTY,
    ONGOING,
    ENDING
  }

  private static final class Txn {
    private final long producer;
    private int epoch;
    private State state = State.EMPTY;
    private long number;
    private Instant begunAt = Instant.EPOCH;
    private Ending ending = Ending.ABORT;
    private @Nullable Ending last;
    private final Set<TopicPartition> logs = new LinkedHashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new java.util.HashMap<>();
    private boolean offsetsOpen;

    Txn(long producer) {
      this.producer = producer;
    }
  }

  /** A request to end a transaction that is still on its way. */
  private record Late(ProducerHandle handle, long number, Ending ending) {}

  Transactions(InstantSource clock, SplittableRandom chance, Markers target, Fencing fencing) {
    this.clock = clock;
    this.chance = chance;
    this.target = target;
    this.fencing = fencing;
  }

  ProducerHandle init(String transactionalId) {
    Txn txn = byId.computeIfAbsent(transactionalId, _ -> new Txn(byId.size() + 1L));
    fence(txn);
    return new ProducerHandle(transactionalId, txn.producer, txn.epoch);
  }

  /** Ends what a producer left open, and makes sure that it can write no more. */
  void fence(String transactionalId) {
    Txn txn = byId.get(transactionalId);
    if (txn != null) {
      fence(txn);
    }
  }

  private void fence(Txn txn) {
    if (txn.state == State.ONGOING) {
      decide(txn, Ending.ABORT);
    }
    writeAll(txn);
    txn.last = null;
    txn.epoch++;
  }

  /** A record of the producer is about to be appended to a log. */
  void add(ProducerHandle handle, TopicPartition log) {
    ongoing(handle).logs.add(log);
  }

  void addOffsets(ProducerHandle handle, Map<TopicPartition, OffsetAndMetadata> offsets) {
    Txn txn = ongoing(handle);
    txn.offsets.putAll(offsets);
    txn.offsetsOpen = true;
  }

  private Txn ongoing(ProducerHandle handle) {
    Txn txn = checked(handle);
    if (txn.state != State.ONGOING) {
      writeAll(txn); // A client waits until the markers of its last transaction are written.
      txn.state = State.ONGOING;
      txn.begunAt = clock.instant();
      txn.number++;
      txn.last = null;
    }
    return txn;
  }

  /** Number of the transaction that a producer has open, or had last. */
  long number(ProducerHandle handle) {
    return checked(handle).number;
  }

  /** Whether offsets of a log are in a transaction whose end the group does not know. */
  boolean offsetsOpen(TopicPartition log) {
    return byId.values().stream().anyMatch(t -> t.offsetsOpen && t.offsets.containsKey(log));
  }

  /** Whether any transaction is open or has markers to write. */
  boolean busy() {
    return !late.isEmpty() || byId.values().stream().anyMatch(t -> t.state != State.EMPTY);
  }

  /** Ends the transaction; ending it the same way again is answered the same. */
  void end(ProducerHandle handle, Ending ending) {
    Txn txn = checked(handle);
    if (txn.state == State.ONGOING) {
      decide(txn, ending);
      writeSome(txn);
    } else if (txn.last != null && txn.last != ending) {
      throw new InvalidTxnStateException("expected to " + ending + ", but it did " + txn.last);
    }
  }

  /** Ends the transaction some time later, unless the producer is fenced or did it by then. */
  void endLate(ProducerHandle handle, Ending ending) {
    late.add(new Late(handle, checked(handle).number, ending));
  }

  private void decide(Txn txn, Ending ending) {
    txn.state = State.ENDING;
    txn.ending = ending;
    txn.last = ending;
  }

  /** What happens in the background: late requests, markers, timeouts. */
  void tick() {
    if (!late.isEmpty() && chance.nextInt(4) == 0) {
      arrive(late.remove(chance.nextInt(late.size())));
    }
    for (Txn txn : byId.values()) {
      if (txn.state == State.ONGOING && txn.begunAt.plus(OPEN_MAX).isBefore(clock.instant())) {
        decide(txn, Ending.ABORT);
        txn.epoch++;
      }
      if (txn.state == State.ENDING) {
        writeSome(txn);
      }
    }
  }

  private void arrive(Late request) {
    Txn txn = byId.get(request.handle().transactionalId());
    if (txn != null
        && txn.epoch == request.handle().epoch()
        && txn.number == request.number()
        && txn.state == State.ONGOING) {
      decide(txn, request.ending());
    }
  }

  private void writeSome(Txn txn) {
    for (TopicPartition log : List.copyOf(txn.logs)) {
      if (chance.nextInt(10) < MARKERS_AT_ONCE) {
        write(txn, log);
      }
    }
    if (txn.offsetsOpen && chance.nextInt(10) < MARKERS_AT_ONCE) {
      writeOffsets(txn);
    }
    finish(txn);
  }

  private void writeAll(Txn txn) {
    if (txn.state == State.ENDING) {
      List.copyOf(txn.logs).forEach(log -> write(txn, log));
      if (txn.offsetsOpen) {
        writeOffsets(txn);
      }
      finish(txn);
    }
  }

  private void write(Txn txn, TopicPartition log) {
    txn.logs.remove(log);
    target.mark(log, txn.producer, txn.ending);
  }

  private void writeOffsets(Txn txn) {
    txn.offsetsOpen = false;
    target.markOffsets(Map.copyOf(txn.offsets), txn.producer, txn.ending);
    txn.offsets.clear();
  }

  private static void finish(Txn txn) {
    if (txn.logs.isEmpty() && !txn.offsetsOpen) {
      txn.state = State.EMPTY;
    }
  }

  private Txn checked(ProducerHandle handle) {
    Txn txn = byId.get(handle.transactionalId());
    if (txn == null) {
      throw new IllegalStateException("expected initTransactions first");
    }
    if (txn.epoch != handle.epoch() && fencing == Fencing.ON) {
      throw new ProducerFencedException(
          "expected epoch %d of %s, but found %d"
              .formatted(txn.epoch, handle.transactionalId(), handle.epoch()));
    }
    return txn;
  }
}
