package dev.snapledger.commands.decision;

import dev.snapledger.commands.type.IncrementalAfterResize;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.Region;
import java.util.List;

/**
 * Policies everybody has. Their content never changes: a new content is a new version. Source of
 * the numbers: public documentation of Azure managed disks, api-version 2019-03-01 (preview of
 * incremental snapshots) and at present.
 */
public final class BuiltInPolicies {
  private static final List<Region> REGIONS =
      List.of(
          new Region("eastus", true), new Region("westeurope", true), new Region("westus", false));

  /** In force for a subscription that adopted none. */
  public static final Policy AZURE_2019_PREVIEW =
      new Policy(
          "azure-2019-preview", 1, 7, 300, 200, 5, IncrementalAfterResize.NEVER, null, REGIONS);

  /** More snapshots, also after a resize; no diff across one that crosses 4 TiB. */
  public static final Policy AZURE_CURRENT =
      new Policy(
          "azure-current",
          1,
          7,
          300,
          500,
          5,
          IncrementalAfterResize.ALLOWED,
          4_096 * Limits.GIB,
          REGIONS);

  /** All of them. */
  public static final List<Policy> ALL = List.of(AZURE_2019_PREVIEW, AZURE_CURRENT);

  private BuiltInPolicies() {}
}
