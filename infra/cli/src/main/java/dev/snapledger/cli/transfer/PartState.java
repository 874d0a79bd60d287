package dev.snapledger.cli.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a file is a part of, and how far it is. Three lines of text beside it.
 *
 * @param source what the bytes are of, such as a tag that never changes
 * @param lengthBytes length of the whole file
 * @param doneBytes everything before is there
 */
record PartState(String source, long lengthBytes, long doneBytes) {
  private static final Pattern FORM =
      Pattern.compile(
          "snapledger-part 1\nsource (.{1,400})\nlength ([0-9]{1,15})\ndone ([0-9]{1,15})\n");

  /** Reads one; null if there is none, or it is no such text. */
  static @Nullable PartState read(Path file) throws IOException {
    try {
      Matcher text = FORM.matcher(Files.readString(file));
      return text.matches()
          ? new PartState(
              text.group(1), Long.parseLong(text.group(2)), Long.parseLong(text.group(3)))
          : null;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /** Replaces the file as a whole. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        next,
        String.join(
            "\n",
            List.of(
                "snapledger-part 1",
                "source " + source,
                "length " + lengthBytes,
                "done " + doneBytes,
                "")));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  boolean isOf(PartState other) {
    return source.equals(other.source) && lengthBytes == other.lengthBytes;
  }

  PartState at(long done) {
    return new PartState(source, lengthBytes, done);
  }
}
