package dev.snapledger.app;

import dev.snapledger.app.config.InvalidSettingException;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectoryException;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.api.DedupScope;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreInUseException;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.ObjectStore;
import dev.snapledger.blockstore.object.TakeOver;
import dev.snapledger.objectstorage.S3ObjectStore;
import dev.snapledger.objectstorage.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's blocks are: in its folder, or in object storage.
 *
 * <p>A folder whose blocks are elsewhere says so in its file {@code STORE}, so that no other
 * setting makes it look as if there were none.
 *
 * @param url of the object storage; empty for the folder
 * @param s3 how to reach it; null for the folder
 * @param cacheBytesMax local copies of what is there
 * @param takeOver whom the start pushes out
 * @param takeOverAfter how long a holder may be silent before another node takes over
 * @param options how the stores keep blocks
 */
record StoreChoice(
    String url,
    @Nullable S3Settings s3,
    long cacheBytesMax,
    TakeOver takeOver,
    Duration takeOverAfter,
    StoreOptions options) {
  private static final long MIB = 1L << 20;
  private static final Duration TAKE_OVER_MIN = Duration.ofSeconds(2);
  private static final String MARK = "STORE";
  private static final String CACHE = "store-cache";

  private enum Answer {
    TRUE,
    FALSE
  }

  /**
   * What the settings say.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  static StoreChoice of(Settings settings) {
    String url = settings.text(Setting.STORE_URL);
    long cacheBytesMax = settings.number(Setting.STORE_CACHE, 64, 1L << 30) * MIB;
    TakeOver takeOver =
        isTrue(settings, Setting.STORE_TAKE_OVER) ? TakeOver.ALWAYS : TakeOver.IF_RELEASED;
    return new StoreChoice(
        url,
        url.isEmpty() ? null : s3(url, settings),
        cacheBytesMax,
        takeOver,
        takeOverAfter(settings),
        options(settings));
  }

  private static Duration takeOverAfter(Settings settings) {
    Duration after = settings.duration(Setting.STORE_TAKE_OVER_AFTER);
    if (after.compareTo(TAKE_OVER_MIN) < 0) {
      throw new InvalidSettingException(
          Setting.STORE_TAKE_OVER_AFTER.key(),
          TAKE_OVER_MIN.toSeconds() + "s or more",
          settings.text(Setting.STORE_TAKE_OVER_AFTER));
    }
    return after;
  }

  private static StoreOptions options(Settings settings) {
    return new StoreOptions(
        settings.choice(Setting.STORE_DEDUP, DedupScope.class),
        settings.choice(Setting.STORE_COMPRESSION, Compression.class),
        settings.number(Setting.STORE_INDEX, 1, 1 << 20) * MIB);
  }

  private static boolean isTrue(Settings settings, Setting setting) {
    return settings.choice(setting, Answer.class) == Answer.TRUE;
  }

  private static S3Settings s3(String url, Settings settings) {
    try {
      return S3Settings.of(
          url,
          endpoint(settings.text(Setting.STORE_ENDPOINT)),
          settings.text(Setting.STORE_REGION),
          isTrue(settings, Setting.STORE_PATH_STYLE)
              ? S3Settings.AddressStyle.PATH
              : S3Settings.AddressStyle.HOST,
          keys(settings));
    } catch (IllegalArgumentException _) {
      throw new InvalidSettingException(
          Setting.STORE_URL.key(), "s3://BUCKET/PREFIX of letters, digits, '.', '_' and '-'", url);
    }
  }

  private static @Nullable URI endpoint(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.toLowerCase(Locale.ROOT).matches("https?://[a-z0-9.:\\[\\]-]+/?")) {
      throw new InvalidSettingException(
          Setting.STORE_ENDPOINT.key(), "an address such as https://HOST:PORT", text);
    }
    return URI.create(text);
  }

  private static S3Settings.@Nullable AccessKeys keys(Settings settings) {
    String access = settings.text(Setting.STORE_ACCESS_KEY);
    String secret = settings.text(Setting.STORE_SECRET_KEY);
    if (access.isEmpty() != secret.isEmpty()) {
      throw new InvalidSettingException(
          Setting.STORE_ACCESS_KEY.key(),
          "it and " + Setting.STORE_SECRET_KEY.key() + ", or neither",
          "one of them");
    }
    return access.isEmpty() ? null : new S3Settings.AccessKeys(access, secret);
  }

  /**
   * Refuses to look for blocks where this folder does not have them.
   *
   * @throws InvalidSettingException if they are elsewhere
   */
  void check(Path folder) {
    String found = markIn(folder);
    boolean local = found.isEmpty() && hasRegions(folder);
    if (local && !url.isEmpty()) {
      throw new InvalidSettingException(
          Setting.STORE_URL.key(), "nothing, as " + folder + " has blocks in regions/", url);
    }
    if (!found.isEmpty() && !found.equals(url)) {
      throw new InvalidSettingException(
          Setting.STORE_URL.key(), found + ", where the blocks of " + folder + " are", url);
    }
  }

  /**
   * Does nothing if the blocks of a folder are in it.
   *
   * @throws DataDirectoryException if they are elsewhere
   */
  static void checkLocal(Path folder) {
    String found = markIn(folder);
    if (!found.isEmpty()) {
      throw new DataDirectoryException(
          "expected blocks in "
              + folder
              + ", but they are in "
              + found
              + ", which this command cannot read yet");
    }
  }

  private static String markIn(Path folder) {
    Path mark = folder.resolve(MARK);
    try {
      return Files.exists(mark) ? Files.readString(mark).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + mark + ", but " + e, e);
    }
  }

  private static boolean hasRegions(Path folder) {
    Path regions = folder.resolve("regions");
    if (!Files.isDirectory(regions)) {
      return false;
    }
    try (Stream<Path> found = Files.list(regions)) {
      return found.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to list " + regions + ", but " + e, e);
    }
  }

  /** Whether the blocks are where other nodes can have them, too. */
  boolean isShared() {
    return s3 != null;
  }

  /** Opens the stores in a folder that is held. */
  BlockStores openOwn(Path folder) {
    check(folder);
    return BlockStores.in(folder, options);
  }

  /** A client of the object storage; writes down in the folder where its blocks are. */
  S3ObjectStore openObjects(Path folder) {
    S3Settings place = s3;
    if (place == null) {
      throw new IllegalStateException("expected blocks in object storage, but they are local");
    }
    check(folder);
    try {
      Files.writeString(folder.resolve(MARK), url + "\n");
    } catch (IOException e) {
      throw new StoreFaultException("opening the blocks in " + url + " failed: " + e, e);
    }
    return S3ObjectStore.open(place);
  }

  /**
   * What a node has of its own when it opens shared blocks.
   *
   * @param folder its data directory
   * @param node its name
   */
  record Local(Path folder, String node, NodePorts ports) {}

  /**
   * Becomes the holder of shared blocks.
   *
   * @throws dev.snapledger.blockstore.file.LockedException if another node is
   */
  ObjectFiles open(ObjectStore objects, Local local, TakeOver whom) throws IOException {
    return ObjectFiles.open(
        objects,
        new LocalFileAccess(),
        new ObjectFilesSettings(
            local.node(),
            local.ports().uuids().get(),
            whom,
            local.folder().resolve(CACHE),
            cacheBytesMax,
            BlockStores::doubts,
            local.ports().time(),
            ObjectFilesSettings.Sizes.PRODUCT));
  }

  /** What is told when the blocks cannot be had, and why. */
  StoreInUseException inUse(String why) {
    return new StoreInUseException(
        "expected the blocks in "
            + url
            + " to be free, but "
            + why
            + " ("
            + Setting.STORE_TAKE_OVER.key()
            + "=true)");
  }
}
