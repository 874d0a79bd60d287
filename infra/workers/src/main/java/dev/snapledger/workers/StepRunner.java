package dev.snapledger.workers;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.CorruptDataException;
import dev.snapledger.blockstore.api.ImageInUseException;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.NotOneFamilyException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.api.UnsupportedFormatException;
import dev.snapledger.projections.work.WorkItem;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one step of an item, and turns what went wrong into a step too. */
final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private final WorkSource source;
  private final int refusalsMax;

  StepRunner(WorkSource source, int refusalsMax) {
    this.source = source;
    this.refusalsMax = refusalsMax;
  }

  /**
   * One step.
   *
   * @param refusals tries that ended by an error no retry can heal
   * @param trouble why the last try failed; empty if it did not
   */
  Step take(WorkItem item, WorkTask task, int refusals, String trouble) {
    try {
      // The disk may have been deleted meanwhile, or another worker was faster.
      if (!source.isPending(item)) {
        return new Step.Finished();
      }
      Step step = refusals >= refusalsMax ? task.giveUp(trouble) : task.step();
      if (step instanceof Step.Finished && item.ending() == WorkItem.Ending.DONE) {
        source.done(item);
      }
      return step;
    } catch (WorkStoppedException e) {
      return new Step.Stopped();
    } catch (BlockStoreException e) {
      return ofStore(e);
    } catch (RuntimeException | Error e) {
      // Whatever it is, this item must not stop the others, and must show in the health.
      LOG.warn("Expected to do {}, but it failed; it is tried again", item, e);
      return new Step.Later(text(e));
    }
  }

  private static Step ofStore(BlockStoreException e) {
    return switch (e) {
      case CorruptDataException _,
          InvalidRequestException _,
          NotFoundException _,
          NotOneFamilyException _ ->
          new Step.Refused(text(e));
      case ImageInUseException _,
          StoreFaultException _,
          StoreFullException _,
          StoreInUseException _,
          UnsupportedFormatException _ ->
          new Step.Later(text(e));
    };
  }

  private static String text(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }
}
