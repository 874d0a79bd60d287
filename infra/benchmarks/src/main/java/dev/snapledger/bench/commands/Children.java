package dev.snapledger.bench.commands;

import dev.snapledger.bench.contender.Role;
import dev.snapledger.bench.process.ChildProcess;
import dev.snapledger.bench.process.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The child processes of a run, each started when it is first needed. For one thread. */
final class Children implements AutoCloseable {
  private final Map<Role, ChildProcess> running = new EnumMap<>(Role.class);
  private final Path folder;
  private final @Nullable Path recordings;
  private Fields setup;

  Children(Fields setup, Path folder, @Nullable Path recordings) {
    this.setup = setup;
    this.folder = folder;
    this.recordings = recordings;
  }

  /** Adds to what children are told that are not started yet. */
  void tell(Fields more) {
    for (var field : more.values().entrySet()) {
      setup = setup.with(field.getKey(), field.getValue());
    }
  }

  Fields ask(Role role, String verb, Fields request) throws IOException {
    return get(role).ask(verb, request);
  }

  /** Starts it unless it runs. */
  ChildProcess get(Role role) throws IOException {
    ChildProcess child = running.get(role);
    if (child == null) {
      child = ChildProcess.start(role.command(setup, jvmOptions(role)), folder);
      running.put(role, child);
    }
    return child;
  }

  private List<String> jvmOptions(Role role) {
    if (recordings == null) {
      return role == Role.RESTART ? classCache() : List.of();
    }
    return List.of(
        "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename="
            + recordings.resolve(role.label() + ".jfr"),
        "-Xlog:jfr+startup=off");
  }

  /** As {@code infra/bin/ledger} does it: the first start of all teaches the JVM the classes. */
  private List<String> classCache() {
    Path cache = folder.resolve("restart.aot");
    return List.of(
        "-Xlog:aot=off",
        "-Xlog:cds=off",
        (Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
  }

  void stop(Role role) {
    ChildProcess child = running.remove(role);
    if (child != null) {
      child.close();
    }
  }

  @Override
  public void close() {
    running.values().forEach(ChildProcess::close);
    running.clear();
  }
}
