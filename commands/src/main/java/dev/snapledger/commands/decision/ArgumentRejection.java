package dev.snapledger.commands.decision;

import java.util.List;
import java.util.Map;

/** The command itself is wrong; waiting does not help. */
public sealed interface ArgumentRejection extends Rejection {

  /**
   * A field has an illegal value.
   *
   * @param field path of the field, such as {@code name.resourceGroup}
   * @param expected what is legal
   * @param found what was given, shortened
   */
  record InvalidArgument(String field, String expected, String found) implements ArgumentRejection {
    @Override
    public String code() {
      return "InvalidArgument";
    }

    @Override
    public String message() {
      return "expected %s to be %s, but found %s".formatted(field, expected, found);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("field", field, "expected", expected, "found", found);
    }
  }

  /**
   * The policy in force does not know the region.
   *
   * @param region the region that was asked for
   * @param known the regions of the policy, in its order
   */
  record RegionNotFound(String region, List<String> known) implements ArgumentRejection {
    public RegionNotFound {
      known = List.copyOf(known);
    }

    @Override
    public String code() {
      return "RegionNotFound";
    }

    @Override
    public String message() {
      return "expected one of the regions %s, but found %s".formatted(known, region);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("region", region, "known", String.join(",", known));
    }
  }

  /**
   * The storage tier is not one of those allowed for this kind of resource there.
   *
   * @param sku the tier that was asked for
   * @param allowed the tiers that are allowed, in fixed order
   */
  record SkuNotAllowed(String sku, List<String> allowed) implements ArgumentRejection {
    public SkuNotAllowed {
      allowed = List.copyOf(allowed);
    }

    @Override
    public String code() {
      return "SkuNotAllowed";
    }

    @Override
    public String message() {
      return "expected one of the storage tiers %s, but found %s".formatted(allowed, sku);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sku", sku, "allowed", String.join(",", allowed));
    }
  }

  /**
   * A disk never shrinks, and is never smaller than the snapshot it is made of.
   *
   * @param presentBytes size of the disk or snapshot
   * @param askedBytes size that was asked for
   */
  record ShrinkNotAllowed(long presentBytes, long askedBytes) implements ArgumentRejection {
    @Override
    public String code() {
      return "ShrinkNotAllowed";
    }

    @Override
    public String message() {
      return "expected a size of at least %d bytes, but found %d"
          .formatted(presentBytes, askedBytes);
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "presentBytes", Long.toString(presentBytes), "askedBytes", Long.toString(askedBytes));
    }
  }
}
