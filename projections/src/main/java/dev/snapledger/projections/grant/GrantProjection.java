package dev.snapledger.projections.grant;

import dev.snapledger.commands.event.CopyEvent;
import dev.snapledger.commands.event.DiskEvent;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.MoveEvent;
import dev.snapledger.commands.event.PolicyEvent;
import dev.snapledger.commands.event.SasEvent;
import dev.snapledger.commands.event.SasGranted;
import dev.snapledger.commands.event.SasRevoked;
import dev.snapledger.commands.event.SnapshotEvent;
import dev.snapledger.projections.engine.BrokenViewException;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Projection;
import dev.snapledger.projections.engine.ViewBatch;
import java.time.Instant;

/** Keeps the rows of grants. */
public final class GrantProjection implements Projection {
  @Override
  public void apply(Event event, LogPosition position, ViewBatch batch) {
    switch (event) {
      case SasEvent e -> applySas(e, batch);
      case CopyEvent _, DiskEvent _, MoveEvent _, PolicyEvent _, SnapshotEvent _ -> {}
    }
  }

  private static void applySas(SasEvent event, ViewBatch batch) {
    switch (event) {
      case SasGranted e ->
          put(
              batch,
              new GrantRow(
                  e.header().subscriptionId(),
                  e.grantId(),
                  e.diskId(),
                  e.familyId(),
                  e.snapshotId(),
                  e.access(),
                  e.header().time(),
                  e.expiresAt(),
                  null));
      case SasRevoked e -> {
        GrantRow row = Grants.find(batch, e.grantId());
        if (row == null) {
          throw new BrokenViewException(
              "expected grant %s for a SasRevoked, but there is none".formatted(e.grantId()));
        }
        put(batch, row.revoked(e.header().time()));
      }
    }
  }

  private static void put(ViewBatch batch, GrantRow row) {
    Instant revokedAt = row.revokedAt();
    batch.put(Grants.TABLE, Grants.key(row.grantId()), row);
    batch.put(
        Grants.BY_RESOURCE,
        Grants.resourceKey(row),
        revokedAt != null && revokedAt.isBefore(row.expiresAt()) ? revokedAt : row.expiresAt());
  }
}
