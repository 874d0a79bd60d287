package dev.snapledger.commands.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: records distributed traces. Nothing of a trace decides anything. Safe for many threads. */
public interface Tracing {
  /** Records nothing. */
  Tracing NONE = new Tracing() {};

  /** Whether anything may be recorded; if not, nobody looks at a header. */
  default boolean isOn() {
    return false;
  }

  /**
   * Begins a span; {@link Span#NONE} if it is not recorded.
   *
   * @param parent what led to it; null for the beginning of a trace, which chance may record
   * @param links others that led to it
   */
  default Span begin(
      Span.Kind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
    return Span.NONE;
  }

  /** As above, without links. */
  default Span begin(Span.Kind kind, String name, @Nullable TraceParent parent) {
    return begin(kind, name, parent, List.of());
  }

  /**
   * Begins a span of work that several led to: it belongs to the first, and has links to the
   * others. {@link Span#NONE} if none of them is recorded.
   */
  default Span beginForAll(Span.Kind kind, String name, List<? extends @Nullable TraceParent> all) {
    List<TraceParent> known = new ArrayList<>();
    for (TraceParent each : all) {
      if (each != null) {
        known.add(each);
      }
    }
    return known.isEmpty()
        ? Span.NONE
        : begin(kind, name, known.getFirst(), known.subList(1, known.size()));
  }

  /**
   * Remembers what led to the last event of a disk or snapshot, for the work that it leaves.
   *
   * @param span null to forget
   */
  default void remember(UUID subject, @Nullable TraceParent span) {}

  /** What is remembered of a disk or snapshot; null for nothing. */
  default @Nullable TraceParent recall(UUID subject) {
    return null;
  }
}
