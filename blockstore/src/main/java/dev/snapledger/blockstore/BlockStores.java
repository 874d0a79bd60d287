package dev.snapledger.blockstore;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreOptions;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesReader;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The stores of one node, one per region, each in {@code regions/<region>} of its data directory or
 * of files that many nodes share.
 *
 * <p>A region is opened when first asked for and stays open until {@link #close}. Any thread may
 * call.
 */
public final class BlockStores implements AutoCloseable {
  private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final Path SHARED_ROOT = Path.of("");

  private final FileAccess files;
  private final Path regions;
  private final Opening opening;
  private final Home home;
  private final Map<String, ScrubbableStore> open = new TreeMap<>();

  /** How a region is opened. */
  @FunctionalInterface
  private interface Opening {
    ScrubbableStore open(FileAccess files, Path directory);
  }

  /** Where the files are. */
  private interface Home {
    /** Fails if another node has them by now. */
    void requireHeld() throws IOException;

    /** Called once the stores are closed. */
    void leave() throws IOException;
  }

  /** Files that nobody can take. */
  private static final Home OWN =
      new Home() {
        @Override
        public void requireHeld() {}

        @Override
        public void leave() {}
      };

  private BlockStores(FileAccess files, Path dataDirectory, Opening opening, Home home) {
    this.files = files;
    this.home = home;
    this.regions = dataDirectory.resolve("regions");
    this.opening = opening;
  }

  /**
   * Whether all that is read of a file is checked, and doubted where it is wrong, so that a copy of
   * it that went bad does no harm.
   */
  public static boolean doubts(Path file) {
    return LocalBlockStore.doubts(file);
  }

  /** Stores below a directory of the local file system, made if it does not exist. */
  public static BlockStores in(Path dataDirectory) {
    return in(new LocalFileAccess(), dataDirectory);
  }

  public static BlockStores in(FileAccess files, Path dataDirectory) {
    return in(files, dataDirectory, StoreOptions.DEFAULT);
  }

  /** Stores that keep what is written as the options say. */
  public static BlockStores in(Path dataDirectory, StoreOptions options) {
    return in(new LocalFileAccess(), dataDirectory, options);
  }

  private static BlockStores in(FileAccess files, Path dataDirectory, StoreOptions options) {
    return new BlockStores(
        files,
        dataDirectory,
        (access, directory) -> LocalBlockStore.open(access, directory, options),
        OWN);
  }

  /** Stores that answer and change nothing; a region that is not there is refused. */
  public static BlockStores readOnlyIn(Path dataDirectory) {
    return readOnlyIn(new LocalFileAccess(), dataDirectory);
  }

  public static BlockStores readOnlyIn(FileAccess files, Path dataDirectory) {
    return new BlockStores(files, dataDirectory, LocalBlockStore::openReadOnly, OWN);
  }

  /** Stores in files that many nodes share and this one writes; closes them in the end. */
  public static BlockStores in(ObjectFiles files, StoreOptions options) {
    return new BlockStores(
        files,
        SHARED_ROOT,
        (access, directory) -> LocalBlockStore.open(access, directory, options),
        new Home() {
          @Override
          public void requireHeld() throws IOException {
            files.requireHeld();
          }

          @Override
          public void leave() throws IOException {
            files.close();
          }
        });
  }

  /** Stores in files that another node writes, as they are now; closes them in the end. */
  public static BlockStores readOnlyIn(ObjectFilesReader files) {
    return new BlockStores(
        files,
        SHARED_ROOT,
        LocalBlockStore::openReadOnly,
        new Home() {
          @Override
          public void requireHeld() {} // It never does, and what it reads is of a moment.

          @Override
          public void leave() throws IOException {
            files.close();
          }
        });
  }

  /**
   * The store of a region.
   *
   * @param region 1 to 63 lower-case letters, digits and dashes, as region names are
   * @throws IllegalArgumentException if it is not
   * @throws dev.snapledger.blockstore.api.StoreInUseException if another process has it open
   * @throws dev.snapledger.blockstore.api.UnsupportedFormatException if it may only be read and is
   *     not there
   */
  public synchronized ScrubbableStore region(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "expected a region of 1 to 63 lower-case letters, digits and dashes, but found \""
              + region
              + "\"");
    }
    return open.computeIfAbsent(region, name -> opening.open(files, regions.resolve(name)));
  }

  /**
   * Returns if no other node had taken the stores over when it was called: what is read after it
   * was true then, or later. To be called before volumes are read; a change finds out by itself.
   *
   * @throws StoreFaultException if another one had, or nobody can tell
   */
  public void requireHeld() {
    try {
      home.requireHeld();
    } catch (IOException e) {
      throw new StoreFaultException("expected to hold the blocks still, but " + e.getMessage(), e);
    }
  }

  /**
   * Regions with a folder, open or not, ordered.
   *
   * @throws StoreFaultException if the folders cannot be listed
   */
  public List<String> regions() {
    try {
      return files.list(regions).stream().filter(name -> REGION.matcher(name).matches()).toList();
    } catch (IOException e) {
      throw new StoreFaultException("listing the regions in " + regions + " failed: " + e, e);
    }
  }

  /** Regions opened so far, ordered. */
  public synchronized List<String> openRegions() {
    return List.copyOf(open.keySet());
  }

  /**
   * Closes all regions, also those after one that cannot be closed in good order.
   *
   * @throws BlockStoreException the first trouble, with the others attached
   */
  @Override
  public synchronized void close() {
    BlockStoreException first = null;
    for (BlockStore store : open.values()) {
      try {
        store.close();
      } catch (BlockStoreException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    open.clear();
    try {
      home.leave();
    } catch (IOException e) {
      var fault = new StoreFaultException("leaving the files of the stores failed: " + e, e);
      if (first == null) {
        first = fault;
      } else {
        first.addSuppressed(fault);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
