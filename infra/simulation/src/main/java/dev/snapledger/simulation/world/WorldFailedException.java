package dev.snapledger.simulation.world;

import java.util.List;

/** Something was found in a world; the message says what, in which world, and what came before. */
public final class WorldFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorldFailedException(WorldSettings settings, long step, String finding, List<String> before) {
    super(
        "seed %d, step %d: %s%nthe last steps:%n%s%nagain: infra/bin/ledger simulate --seeds 1 --from %d --steps %d --nodes %d%s"
            .formatted(
                settings.seed(),
                step,
                finding,
                String.join(System.lineSeparator(), before),
                settings.seed(),
                settings.steps(),
                settings.nodes(),
                settings.bug() == Bug.NONE ? "" : " --bug " + settings.bug()));
  }
}
