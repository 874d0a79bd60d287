package dev.snapledger.faults.run;

import dev.snapledger.faults.member.MemberProcess;
import dev.snapledger.faults.member.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of the group, by name, in the order in which they were first started. For one thread.
 */
final class Members implements AutoCloseable {
  /** How many there are when nothing is wrong. */
  static final int COUNT = 3;

  private final Path folder;
  private final String bootstrapServers;
  private final Duration sessionTimeout;
  private final Timeline timeline;
  private final Map<String, MemberProcess> running = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  Members(Path folder, String bootstrapServers, Duration sessionTimeout, Timeline timeline) {
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    this.sessionTimeout = sessionTimeout;
    this.timeline = timeline;
  }

  /** Starts one that was never there before; gives its name. */
  String join() throws IOException {
    String name = "member-" + (names.size() + 1);
    names.add(name);
    restart(name);
    return name;
  }

  /** Starts one that was killed, with its name and its checkpoints. */
  void restart(String name) throws IOException {
    MemberProcess started =
        MemberProcess.start(name, folder, bootstrapServers, sessionTimeout, timeline);
    running.put(name, started);
  }

  /** The name of one that runs, by its place. */
  String name(int place) {
    return List.copyOf(running.keySet()).get(place);
  }

  MemberProcess get(String name) {
    MemberProcess member = running.get(name);
    if (member == null) {
      throw new IllegalArgumentException(
          "expected one of %s, but found %s".formatted(running.keySet(), name));
    }
    return member;
  }

  void kill(String name) throws InterruptedException {
    get(name).kill();
    running.remove(name);
  }

  void leave(String name) throws IOException, InterruptedException {
    get(name).leave();
    running.remove(name);
  }

  /** Names of those that run. */
  Set<String> names() {
    return new TreeSet<>(running.keySet());
  }

  /** Names of all that ever ran. */
  List<String> everyName() {
    return List.copyOf(names);
  }

  Path checkpoints(String name) {
    return MemberProcess.checkpoints(folder, name);
  }

  /** Names of those that run but one. */
  Set<String> namesBut(String name) {
    Set<String> others = names();
    others.remove(name);
    return others;
  }

  Collection<MemberProcess> all() {
    return running.values();
  }

  /** Who takes commands of what, for people. */
  String shares() {
    List<String> shares = new ArrayList<>();
    for (String name : names()) {
      shares.add(name + " " + timeline.running(name));
    }
    return String.join(", ", shares);
  }

  /** Kills what is left. */
  @Override
  public void close() {
    running.values().forEach(MemberProcess::destroy);
  }
}
