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
import dev.snapledger.commands.trace.Span;
import dev.snapledger.commands.trace.TraceParent;
import dev.snapledger.commands.trace.TraceScope;
import dev.snapledger.commands.trace.Tracing;
import dev.snapledger.projections.work.WorkItem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes one step of an item, and turns what went wrong into a step too. */
final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private final WorkSource source;
  private final Regions regions;
  private final Tracing tracing;

  StepRunner(WorkSource source, Regions regions, Tracing tracing) {
    this.source = source;
    this.regions = regions;
    this.tracing = tracing;
  }

  /**
   * One step.
   *
   * @param givenUpFor why the item cannot be done, ever; null while it is tried
   */
  Step take(WorkItem item, WorkTask task, @Nullable String givenUpFor) {
    TraceParent parent = tracing.recall(item.subjectId());
    return parent == null
        ? untraced(item, task, givenUpFor)
        : traced(parent, item, task, givenUpFor);
  }

  private Step traced(
      TraceParent parent, WorkItem item, WorkTask task, @Nullable String givenUpFor) {
    String name = "work " + item.getClass().getSimpleName();
    try (Span span = tracing.begin(Span.Kind.INTERNAL, name, parent);
        var _ = MDC.putCloseable("traceId", parent.traceId())) {
      Step step = TraceScope.call(span.context(), () -> untraced(item, task, givenUpFor));
      if (step instanceof Step.Later || step instanceof Step.Refused) {
        span.failed(step.getClass().getSimpleName());
      }
      return step;
    }
  }

  private Step untraced(WorkItem item, WorkTask task, @Nullable String givenUpFor) {
    try {
      // The disk may have been deleted meanwhile, or another worker was faster.
      if (!source.isPending(item)) {
        return new Step.Finished();
      }
      Step step = givenUpFor == null ? task.step() : giveUp(task, givenUpFor);
      if (step instanceof Step.Finished && item.ending() == WorkItem.Ending.DONE) {
        regions.requireHeld(); // Perhaps there was nothing to do only in stores of yesterday.
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

  /** A node that slept must not say that something cannot be done which another one does. */
  private Step giveUp(WorkTask task, String reason) {
    regions.requireHeld();
    return task.giveUp(reason);
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
