package dev.snapledger.projections.policy;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.DiskEvent;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.MoveEvent;
import dev.snapledger.commands.event.PolicyAdopted;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;

/** Keeps the policy of each subscription. */
public final class PolicyProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case PolicyAdopted e ->
          batch.put(Policies.TABLE, Policies.key(e.header().subscriptionId()), e.policy());
      case CopyEvent _, DiskEvent _, MoveEvent _, SasEvent _, SnapshotEvent _ -> {}
    }
  }
}
