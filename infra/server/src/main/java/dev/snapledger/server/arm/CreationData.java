package dev.snapledger.server.arm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a disk or snapshot shall be made of.
 *
 * @param option how, such as {@code Empty}
 * @param source the disk or snapshot, if one is named
 * @param uploadBytes size of the VHD that will be uploaded; null unless it is told
 */
record CreationData(String option, @Nullable ResourceId source, @Nullable Long uploadBytes) {
  private static final String OPTION = "properties.creationData.createOption";
  private static final String SOURCE = "properties.creationData.sourceResourceId";

  /** Reads it; null if the body has none, as in an update. */
  static @Nullable CreationData of(Body body) {
    String option = body.text(OPTION);
    if (option == null) {
      return null;
    }
    String text = body.text(SOURCE);
    ResourceId source = text == null ? null : ResourceId.parse(text);
    if (text != null && source == null) {
      throw Body.wrong(SOURCE, "the id of a disk or snapshot", "another text");
    }
    return new CreationData(option, source, body.number("properties.creationData.uploadSizeBytes"));
  }

  /** As above, where it has to be there. */
  static CreationData require(Body body) {
    CreationData data = of(body);
    if (data == null) {
      throw Body.wrong(OPTION, "how to make the resource", "nothing");
    }
    return data;
  }

  boolean is(String other) {
    return option.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  ResourceId requireSource() {
    if (source == null) {
      throw Body.wrong(SOURCE, "the id of a disk or snapshot", "nothing");
    }
    return source;
  }

  static RuntimeException wrongOption(String expected, String found) {
    return Body.wrong(OPTION, expected, "'" + found + "'");
  }

  static RuntimeException wrongSource(String expected, String found) {
    return Body.wrong(SOURCE, expected, found);
  }
}
