package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.vhd.InvalidVhdException;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The VHD of a snapshot that was exported before.
 *
 * @param snapshotId the snapshot that its footer names
 * @param diskBytes size of the disk, without the footer
 */
public record BaseImage(Path file, UUID snapshotId, long diskBytes) {
  /**
   * Looks at a file.
   *
   * @throws ShownException if it is no fixed VHD
   */
  public static BaseImage open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer footer = ByteBuffer.allocate(VhdFooter.BYTES);
      long start = Math.max(0, channel.size() - VhdFooter.BYTES);
      while (footer.hasRemaining() && channel.read(footer, start + footer.position()) > 0) {
        // It goes on until the footer is whole.
      }
      VhdFooter found = VhdFooter.decode(footer.array(), channel.size());
      return new BaseImage(file, found.identity().uniqueId(), found.sizeBytes());
    } catch (InvalidVhdException e) {
      throw new ShownException(
          "expected the VHD of a snapshot in %s, but found something else: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
