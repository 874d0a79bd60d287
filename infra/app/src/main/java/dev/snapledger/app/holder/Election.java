package dev.snapledger.app.holder;

import dev.snapledger.app.holder.SignOfLife.State;
import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.object.ObjectStore;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's part in who holds the blocks: shows signs of life while it does, and looks for those
 * of the holder while another node does.
 *
 * <p>Two that believe to be the holder do no harm: the names log takes changes of one. One thread
 * looks; any may ask where the blocks are.
 *
 * @param <H> what this node has of the blocks while it holds them
 */
public final class Election<H extends Held> {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  private static final long NEVER = -1;

  private final Member self;
  private final SignsOfLife signs;
  private final Claim<H> claim;
  private volatile Place<H> place = new Place.Nowhere<>();
  private volatile Supplier<HolderAddress> address = () -> HolderAddress.NONE;
  private volatile Runnable listener = () -> {};
  private TakeOver first;
  private long count;

  /** The newest sign when this node last looked, and since when it is that. */
  private @Nullable SignOfLife seen;

  private long seenNanos;

  /** Since when the blocks cannot be had although the newest sign lets them be had. */
  private long lockedNanos = NEVER;

  /**
   * Who takes part.
   *
   * @param ledger which ledger it is of
   * @param node its name
   * @param silenceMax how long a holder may be silent
   * @param nanos a clock that only goes on; its zero means nothing
   */
  public record Member(String ledger, String node, Duration silenceMax, LongSupplier nanos) {}

  /**
   * A node that has not looked yet.
   *
   * @param first whom the first look pushes out
   */
  public Election(Member self, ObjectStore objects, Claim<H> claim, TakeOver first) {
    this.self = self;
    this.signs = new SignsOfLife(objects);
    this.claim = claim;
    this.first = first;
  }

  /** Where the blocks are held now. */
  public Place<H> place() {
    return place;
  }

  /** Says where this node answers, in its next signs; asked anew for each. */
  public void publish(Supplier<HolderAddress> answeredAt) {
    address = answeredAt;
  }

  /** Calls the listener, and nobody else, after each look; it is quick. */
  public void onMove(Runnable moved) {
    listener = moved;
  }

  private void move(Place<H> next) {
    place = next;
    listener.run();
  }

  /**
   * Looks for the first time, so that afterwards this node holds the blocks or knows who does.
   *
   * @throws ForeignHolderException if they are another ledger's, or of a node that shows no signs
   * @throws IOException if the object store does not answer
   */
  public void begin() throws IOException {
    SignOfLife newest = signs.newest();
    if (newest != null && !isOurs(newest) && first.equals(TakeOver.IF_RELEASED)) {
      throw new ForeignHolderException(
          "expected blocks of ledger %s, but node %s holds them for ledger %s"
              .formatted(self.ledger(), newest.node(), newest.ledger()));
    }
    if (newest == null || !first.equals(TakeOver.IF_RELEASED)) {
      TakeOver whom = first;
      first = TakeOver.IF_RELEASED;
      try {
        became(claim.open(whom));
      } catch (LockedException e) {
        throw new ForeignHolderException(String.valueOf(e.getMessage()));
      }
    } else {
      watch();
    }
  }

  /** Looks once more; never throws for what the object store or another node does. */
  public void look() {
    if (place instanceof Place.Here<H>(H held)) {
      keep(held);
    } else {
      watch();
    }
  }

  private void keep(H held) {
    if (held.isEnded()) {
      letGo(held, "nothing can be stored any more");
      return;
    }
    try {
      signs.show(sign(held, State.HOLDS));
      SignOfLife newest = signs.newest();
      if (newest != null && newest.epoch() > held.epoch()) {
        letGo(held, "node " + newest.node() + " took over");
      }
    } catch (IOException e) {
      LOG.warn("No sign of life could be shown: {}", e.toString());
    }
  }

  private SignOfLife sign(H held, State state) {
    count++;
    return new SignOfLife(self.ledger(), self.node(), held.epoch(), count, state, address.get());
  }

  private void letGo(H held, String why) {
    LOG.warn("This node does not hold the blocks any more: {}", why);
    move(new Place.Nowhere<>()); // No request may begin with them.
    seen = null;
    lockedNanos = NEVER;
    boolean _ = closes(held);
  }

  private static boolean closes(Held held) {
    try {
      held.close();
      return true;
    } catch (RuntimeException e) { // As it holds them no more, that is to be expected.
      LOG.info("The blocks were not left in good order: {}", e.toString());
      return false;
    }
  }

  private void watch() {
    try {
      SignOfLife newest = signs.newest();
      long now = self.nanos().getAsLong();
      if (!Objects.equals(newest, seen)) {
        seen = newest;
        seenNanos = now;
        lockedNanos = NEVER;
      }
      if (newest != null && !isOurs(newest)) {
        LOG.error("Node {} holds the blocks for ledger {}", newest.node(), newest.ledger());
        move(new Place.Nowhere<>());
        return;
      }
      move(newest != null && holds(newest) ? new Place.There<>(newest) : new Place.Nowhere<>());
      TakeOver whom = whomToPushOut(newest, now);
      if (whom != null) {
        take(whom, now);
      }
    } catch (IOException | RuntimeException e) { // Looks again soon, whatever it was.
      LOG.warn("It is not known who holds the blocks: {}", e.toString());
    }
  }

  private boolean isOurs(SignOfLife sign) {
    return sign.ledger().equals(self.ledger());
  }

  private static boolean holds(SignOfLife sign) {
    return sign.state() == State.HOLDS;
  }

  /** Whom an opening may push out now; null if it is not the time for one. */
  private @Nullable TakeOver whomToPushOut(@Nullable SignOfLife newest, long now) {
    if (newest == null) {
      return TakeOver.IF_RELEASED;
    }
    long silenceNanos = self.silenceMax().toNanos();
    if (lockedNanos != NEVER && now - lockedNanos >= silenceNanos) {
      return TakeOver.ALWAYS; // Someone opened and was gone before its first sign.
    }
    if (!holds(newest) || newest.node().equals(self.node())) {
      return TakeOver.IF_RELEASED;
    }
    return now - seenNanos >= silenceNanos ? new TakeOver(newest.epoch()) : null;
  }

  private void take(TakeOver whom, long now) throws IOException {
    try {
      became(claim.open(whom));
    } catch (LockedException e) {
      LOG.info("The blocks are not to be had: {}", e.getMessage());
      if (lockedNanos == NEVER) {
        lockedNanos = now;
      }
    }
  }

  private void became(H held) {
    move(new Place.Here<>(held));
    LOG.info("This node holds the blocks, epoch {}", held.epoch());
    try {
      signs.show(sign(held, State.HOLDS));
      signs.removeBefore(held.epoch());
    } catch (IOException e) {
      LOG.warn("No sign of life could be shown: {}", e.toString());
    }
  }

  /** Takes no part any more. The others are told, so that one of them goes on at once. */
  public void leave() {
    if (place instanceof Place.Here<H>(H held)) {
      move(new Place.Nowhere<>());
      if (closes(held)) {
        try {
          signs.show(sign(held, State.LEFT));
        } catch (IOException e) {
          LOG.info("The other nodes could not be told: {}", e.toString());
        }
      }
    }
  }
}
