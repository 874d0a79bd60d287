package dev.snapledger.app.tracing;

import dev.snapledger.commands.trace.TraceParent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What led to the last events of some disks and snapshots. In memory alone: work that outlives the
 * process, or its place here, is not traced. Safe for many threads.
 */
final class TracedSubjects {
  /** Most of them; the oldest goes first. */
  static final int SUBJECTS_MAX = 10_000;

  private final Map<UUID, TraceParent> spans =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, TraceParent> eldest) {
          return size() > SUBJECTS_MAX;
        }
      };

  synchronized void put(UUID subject, @Nullable TraceParent span) {
    if (span == null) {
      spans.remove(subject);
    } else {
      spans.put(subject, span);
    }
  }

  synchronized @Nullable TraceParent find(UUID subject) {
    return spans.get(subject);
  }
}
