package dev.snapledger.server.file;

import org.jspecify.annotations.Nullable;

/** A text in a file that this process alone writes. */
public final class FileText implements SharedText {
  private final DurableFile file;
  private @Nullable Version present;

  /** A text in that file; null of a version means that there is none. */
  public FileText(DurableFile file) {
    this.file = file;
  }

  @Override
  public synchronized Version read() {
    Version known = present;
    if (known == null) {
      known = new Version(0, file.read());
      present = known;
    }
    return known;
  }

  @Override
  public synchronized boolean replace(Version read, String text) {
    if (read.number() != read().number()) {
      return false;
    }
    file.write(text);
    present = new Version(read.number() + 1, text);
    return true;
  }
}
