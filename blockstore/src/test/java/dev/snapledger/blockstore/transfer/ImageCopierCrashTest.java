package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.memory.InMemoryBlockStore;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy that is cut off anywhere and repeated ends as one that was not. */
class ImageCopierCrashTest {
  private static final int SIZE = 12 * Geometry.BLOCK_BYTES;
  private static final ChainId CHAIN = new ChainId(new UUID(9, 9));
  private static final CopyRequest FIRST = request(1);
  private static final CopyRequest SECOND = request(2);

  /** A flush after every second block, so that a crash finds flushed and lost ones. */
  private static final long UNFLUSHED_BYTES_MAX = 2L * Geometry.BLOCK_BYTES;

  /** Five with data, one cleared. */
  private static final int BLOCKS_PUT = 6;

  private final InMemoryBlockStore source = new InMemoryBlockStore();
  private byte[] bytes = {};
  private CopyReport expected;

  @BeforeEach
  void makeTwoImages() {
    TestDisk disk = new TestDisk(source, SIZE, 1);
    disk.write(0, disk.data(SIZE / 2));
    assertThat(disk.seal()).isEqualTo(FIRST.image());
    disk.write(Geometry.BLOCK_BYTES, disk.data(5 * Geometry.BLOCK_BYTES));
    disk.clear(0, Geometry.BLOCK_BYTES);
    assertThat(disk.seal()).isEqualTo(SECOND.image());
    bytes = disk.bytes;
    InMemoryBlockStore target = new InMemoryBlockStore();
    copy(target, FIRST);
    expected = copy(target, SECOND);
    assertThat(expected.movedBytes()).isEqualTo(5L * Geometry.BLOCK_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void goesOnAfterAFaultAtEveryCall(CallFaults.When when) {
    boolean hit = true;
    int faults = 0;
    for (int call = 0; hit; call++) {
      // given
      InMemoryBlockStore target = new InMemoryBlockStore();
      copy(target, FIRST);
      CallFaults fault = new CallFaults(call, when);

      // when
      try {
        copy(fault.around(source), fault.around(target), SECOND);
      } catch (StoreFaultException e) {
        faults++;
        target.crash();
      }
      hit = fault.hit();
      CopyReport report = copy(target, SECOND);

      // then
      assertThat(report).isEqualTo(expected);
      assertThat(TestDisk.read(target, SECOND.targetImage(), SIZE)).isEqualTo(bytes);
    }
    assertThat(faults).isGreaterThan(30);
  }

  @Test
  void goesOnAfterACrashAtEveryChangeOfTheLocalStore() {
    int crashes = 0;
    boolean crashed = true;
    for (int change = 0; crashed; change++) {
      // given
      MemoryFiles files = new MemoryFiles();
      BlockStore target = LocalBlockStore.open(files, Path.of("data"));
      copy(target, FIRST);
      files.crashAt(files.changes() + change);

      // when
      crashed = false;
      try {
        copy(target, SECOND);
      } catch (SimulatedCrash e) {
        crashed = true;
        crashes++;
      }
      files.restart(new SplittableRandom(change));
      try (BlockStore again = LocalBlockStore.open(files, Path.of("data"))) {
        CopyReport report = copy(again, SECOND);

        // then
        assertThat(report.movedBytes()).as("change %d", change).isEqualTo(expected.movedBytes());
        assertThat(TestDisk.read(again, SECOND.targetImage(), SIZE)).isEqualTo(bytes);
      }
    }
    assertThat(crashes).isGreaterThan(5);
  }

  @Test
  void sendsNothingTwiceThatWasFlushed() {
    Set<Long> flushesBeforeCrash = new TreeSet<>();
    for (int call = 0; call < 60; call++) {
      // given
      InMemoryBlockStore target = new InMemoryBlockStore();
      copy(target, FIRST);
      CallFaults cut = new CallFaults(call, CallFaults.When.BEFORE);
      CallFaults rest = new CallFaults(Long.MAX_VALUE, CallFaults.When.BEFORE);

      // when
      try {
        new ImageCopier(source, cut.around(target), 1).copy(SECOND, Progress.NONE);
      } catch (StoreFaultException e) {
        target.crash();
      }
      copy(source, rest.around(target), SECOND);

      // then
      flushesBeforeCrash.add(cut.made("flush"));
      assertThat(cut.made("flush") + rest.made("put")).isEqualTo(BLOCKS_PUT);
    }
    assertThat(flushesBeforeCrash).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  private CopyReport copy(BlockStore target, CopyRequest request) {
    return copy(source, target, request);
  }

  private static CopyReport copy(BlockStore from, BlockStore to, CopyRequest request) {
    return new ImageCopier(from, to, UNFLUSHED_BYTES_MAX).copy(request, Progress.NONE);
  }

  private static CopyRequest request(long number) {
    return new CopyRequest(
        new ImageId(new UUID(1, number)), new ImageId(new UUID(8, number)), CHAIN);
  }
}
