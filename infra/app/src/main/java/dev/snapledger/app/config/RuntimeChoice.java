package dev.snapledger.app.config;

import dev.snapledger.runtime.RuntimeSettings;
import java.nio.file.Path;

/** The command runtime that a node's settings ask for. */
public final class RuntimeChoice {
  private static final long MIB = 1L << 20;

  private RuntimeChoice() {}

  /**
   * Reads the settings of the group, the ids and the memory.
   *
   * @param checkpoints folder of the node's checkpoints
   * @throws InvalidSettingException if one cannot be used
   */
  public static RuntimeSettings of(Settings settings, Path checkpoints) {
    String group = name(settings, Setting.GROUP);
    return new RuntimeSettings(
        name(settings, Setting.NODE_NAME),
        group,
        settings.isGiven(Setting.TRANSACTIONAL_ID_PREFIX)
            ? name(settings, Setting.TRANSACTIONAL_ID_PREFIX)
            : group,
        checkpoints,
        (int) settings.number(Setting.CHECKPOINT_CHANGES, 1_000, 10_000_000),
        settings.number(Setting.ENTITY_CACHE, 1, 1 << 20) * MIB);
  }

  /** The group of a ledger's command processors. */
  public static String group(Settings settings) {
    return name(settings, Setting.GROUP);
  }

  private static String name(Settings settings, Setting setting) {
    String text = settings.text(setting);
    if (!text.matches(RuntimeSettings.NAME)) {
      throw new InvalidSettingException(
          setting.key(), "1 to 100 letters, digits, '.', '_' or '-'", text);
    }
    return text;
  }
}
