package dev.snapledger.app;

import dev.snapledger.app.holder.HolderAddress;
import dev.snapledger.app.holder.Place;
import dev.snapledger.server.file.SharedText;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How a node comes by its blocks. Any thread may call. */
interface Blocks extends AutoCloseable {
  /** Begins to work with them, or to wait for them. */
  void start();

  /** Where they are held now. */
  Place<BlockWork> place();

  /** Says where this node answers, for nodes that do not hold them; asked again and again. */
  void publish(Supplier<HolderAddress> address);

  /** Calls the listener, and nobody else, when they may have gone elsewhere; it is quick. */
  void onMove(Runnable moved);

  /**
   * A text that all nodes see that share the blocks.
   *
   * @param name tells it from others
   * @param file where it is if the blocks are not shared, or was before they were
   */
  SharedText text(String name, Path file);

  @Override
  void close();
}
