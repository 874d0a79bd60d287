package dev.snapledger.app.config;

import dev.snapledger.commands.decision.BuiltInPolicies;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy a node's settings ask for, if they do.
 *
 * @param policy the policy; null to leave every subscription as it is
 * @param subscriptions subscriptions that shall adopt it
 */
public record PolicyChoice(@Nullable Policy policy, List<SubscriptionId> subscriptions) {
  private static final List<Setting> LIMITS =
      List.of(
          Setting.POLICY_RATE_MAX,
          Setting.POLICY_RATE_WINDOW,
          Setting.POLICY_COUNT_MAX,
          Setting.POLICY_SAS_MAX);

  public PolicyChoice {
    subscriptions = List.copyOf(subscriptions);
  }

  /**
   * Reads the settings that begin with {@code policy.}.
   *
   * @throws InvalidSettingException if a built-in policy is named together with limits of its own,
   *     or another name without any
   */
  public static PolicyChoice of(Settings settings) {
    boolean custom = LIMITS.stream().anyMatch(settings::isGiven);
    if (!custom && !settings.isGiven(Setting.POLICY_NAME)) {
      return new PolicyChoice(null, List.of());
    }
    String name =
        settings.isGiven(Setting.POLICY_NAME) ? settings.text(Setting.POLICY_NAME) : "custom";
    Policy builtIn = builtIn(name);
    if (custom == (builtIn != null)) {
      throw new InvalidSettingException(
          Setting.POLICY_NAME.key(),
          custom ? "a name of its own for limits of its own" : "a built-in policy or limits for it",
          name);
    }
    return new PolicyChoice(
        builtIn == null ? customPolicy(name, settings) : builtIn, subscriptions(settings));
  }

  private static @Nullable Policy builtIn(String name) {
    for (Policy policy : BuiltInPolicies.ALL) {
      if (policy.name().equals(name)) {
        return policy;
      }
    }
    return null;
  }

  private static Policy customPolicy(String name, Settings settings) {
    Policy base = BuiltInPolicies.AZURE_2019_PREVIEW;
    return new Policy(
        name,
        1,
        limit(settings, Setting.POLICY_RATE_MAX, base.snapshotRateMax()),
        settings.isGiven(Setting.POLICY_RATE_WINDOW)
            ? settings.duration(Setting.POLICY_RATE_WINDOW).toSeconds()
            : base.snapshotRateWindowSeconds(),
        limit(settings, Setting.POLICY_COUNT_MAX, base.snapshotCountMax()),
        limit(settings, Setting.POLICY_SAS_MAX, base.sasSnapshotsMax()),
        base.incrementalAfterResize(),
        base.diffResizeBoundaryBytes(),
        base.regions());
  }

  /** The bounds of each limit are the rules' business; here a number is enough. */
  private static int limit(Settings settings, Setting setting, int base) {
    return settings.isGiven(setting) ? (int) settings.number(setting, 1, Integer.MAX_VALUE) : base;
  }

  /**
   * The subscriptions of the settings.
   *
   * @throws InvalidSettingException if one is no UUID
   */
  public static List<SubscriptionId> subscriptions(Settings settings) {
    var subscriptions = new ArrayList<SubscriptionId>();
    for (String text : settings.text(Setting.SUBSCRIPTIONS).split(",", -1)) {
      try {
        subscriptions.add(SubscriptionId.parse(text.strip()));
      } catch (IllegalArgumentException _) {
        throw new InvalidSettingException(
            Setting.SUBSCRIPTIONS.key(), "subscription ids (UUIDs) separated by commas", text);
      }
    }
    return subscriptions;
  }
}
