package dev.snapledger.projections.work;

import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.util.UUID;

/** The tables of pending work. */
public final class WorkTables {
  /** Key: partition u32, event offset u64. Row: the item. */
  public static final ViewTable<WorkItem> ITEMS =
      new ViewTable<>(
          13, "pending-work", RowFormat.of(1, WorkFormat::write, WorkFormat::read), Keys::item);

  /**
   * Finds items by what they are done to. Key: identity 16, partition u32, event offset u64. Row:
   * how the item ends.
   */
  public static final ViewTable<WorkItem.Ending> BY_SUBJECT =
      new ViewTable<>(
          14,
          "pending-work-by-subject",
          RowFormat.of(
              1,
              (out, ending) -> out.constant(ending),
              in -> in.constant(WorkItem.Ending.values())),
          Keys::subject);

  private WorkTables() {}

  static Key itemKey(LogPosition position) {
    return new KeyWriter().u32(position.partition()).u64(position.logOffset()).key();
  }

  static Key partitionPrefix(int partition) {
    return new KeyWriter().u32(partition).key();
  }

  static Key subjectKey(UUID subject, LogPosition position) {
    return new KeyWriter().id(subject).u32(position.partition()).u64(position.logOffset()).key();
  }

  static Key subjectPrefix(UUID subject, int partition) {
    return new KeyWriter().id(subject).u32(partition).key();
  }

  static LogPosition positionOfSubjectKey(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    return new LogPosition(in.u32(), in.u64());
  }

  private static final class Keys {
    static String item(Key key) {
      KeyReader in = new KeyReader(key);
      return "partition " + in.u32() + ", event " + in.u64();
    }

    static String subject(Key key) {
      KeyReader in = new KeyReader(key);
      return "subject " + in.id() + ", partition " + in.u32() + ", event " + in.u64();
    }
  }
}
