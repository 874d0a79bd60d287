package dev.snapledger.commands.decision;

import dev.snapledger.commands.event.Event;
import java.util.List;
import java.util.Map;

/** What a command leads to. */
public sealed interface Decision {

  /**
   * The command was accepted.
   *
   * @param events facts to append in this order; empty when everything is as asked already
   * @param ids ids of what was made or changed, by field name: diskId, snapshotId, grantId
   */
  record Accepted(List<Event> events, Map<String, String> ids) implements Decision {
    public Accepted {
      events = List.copyOf(events);
      ids = Map.copyOf(ids);
    }
  }

  /**
   * The command was refused and changes nothing.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements Decision {}
}
