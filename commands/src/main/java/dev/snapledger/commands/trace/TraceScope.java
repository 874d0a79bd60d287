package dev.snapledger.commands.trace;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span that a thread works for, while it does; other threads do not inherit it. */
public final class TraceScope {
  private static final ScopedValue<TraceParent> CURRENT = ScopedValue.newInstance();

  private TraceScope() {}

  /** Does work for a span; null for none. */
  public static <T> T call(@Nullable TraceParent span, Supplier<T> work) {
    return span == null ? work.get() : ScopedValue.where(CURRENT, span).call(work::get);
  }

  /** The span this thread works for; null if it is not recorded. */
  public static @Nullable TraceParent current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }
}
