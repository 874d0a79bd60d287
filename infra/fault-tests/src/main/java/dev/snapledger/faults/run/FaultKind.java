package dev.snapledger.faults.run;

/** The kinds of fault. */
public enum FaultKind {
  /** The broker that leads a partition of the events is killed, and started again. */
  KILL_LEADER(12),
  /** The broker that coordinates the group is killed, and started again. */
  KILL_COORDINATOR(12),
  /** A member is killed and started at once: it keeps its partitions. */
  KILL_MEMBER(15),
  /** A member is killed and started when others have its partitions. */
  LOSE_MEMBER(35),
  /** A broker and a member whose partition it leads are killed at the same moment. */
  KILL_BOTH(40),
  /** A member sleeps past its session timeout and wakes up when others have its partitions. */
  PAUSE_MEMBER(30),
  /** Each member leaves in turn, and another one joins. */
  ROLLING_JOINS(45);

  private final int secondsAbout;

  FaultKind(int secondsAbout) {
    this.secondsAbout = secondsAbout;
  }

  /** About how long it takes; the load is spread accordingly. */
  int secondsAbout() {
    return secondsAbout;
  }
}
