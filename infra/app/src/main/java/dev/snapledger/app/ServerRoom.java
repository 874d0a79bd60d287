package dev.snapledger.app;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.server.http.Binding;
import dev.snapledger.server.http.Capacity;
import dev.snapledger.server.pageblob.PageBlobSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process lets its server do of what the settings ask for. A server that runs out of files
 * takes no connection any more, so it takes fewer from the start, and says so.
 *
 * @param filesMax files that the process may have open at a time
 * @param heapBytesMax its heap
 */
record ServerRoom(long filesMax, long heapBytesMax) {
  private static final Logger LOG = LoggerFactory.getLogger(ServerRoom.class);

  /** That of this process; it was given its files when it was started. */
  static ServerRoom ofProcess() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return new ServerRoom(files, Runtime.getRuntime().maxMemory());
  }

  /** Where it listens, with no more connections than there are files for; the log says so. */
  Binding binding(HttpChoice choice) {
    warnings(choice).forEach(LOG::warn);
    Binding asked = choice.binding();
    return asked.with(asked.capacity().within(filesMax, asked.ports()));
  }

  /** What is too small for the settings. */
  List<String> warnings(HttpChoice choice) {
    List<String> warnings = new ArrayList<>();
    Binding asked = choice.binding();
    Capacity capacity = asked.capacity();
    Capacity taken = capacity.within(filesMax, asked.ports());
    if (!taken.equals(capacity)) {
      warnings.add(
          ("expected that %d files may be open (ulimit -n), for http.connections-max %d and all"
                  + " else, but found %d: the server takes %d connections at a time")
              .formatted(
                  capacity.filesNeeded(asked.ports()),
                  capacity.connectionsMax(),
                  filesMax,
                  taken.connectionsMax()));
    }
    if (taken.idleBytes(asked.ports()) > heapBytesMax / 2) {
      warnings.add(
          ("expected a heap (-Xmx) of twice the %d MiB that http.connections-max %d idle"
                  + " connections hold, but found %d MiB")
              .formatted(
                  taken.idleBytes(asked.ports()) >> 20,
                  taken.connectionsMax(),
                  heapBytesMax >> 20));
    }
    PageBlobSettings blobs = choice.pageBlobs();
    if (blobs.bytesHeldMax() > heapBytesMax / 2) {
      warnings.add(
          ("expected a heap (-Xmx) of twice the %d MiB that http.downloads-max %d and"
                  + " http.uploads-max %d hold, but found %d MiB")
              .formatted(
                  blobs.bytesHeldMax() >> 20,
                  blobs.downloadsMax(),
                  blobs.uploadsMax(),
                  heapBytesMax >> 20));
    }
    return warnings;
  }
}
