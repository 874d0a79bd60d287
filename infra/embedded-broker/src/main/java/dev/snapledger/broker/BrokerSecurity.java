package dev.snapledger.broker;

/** Whom an embedded broker talks to, on the loopback interface. */
public enum BrokerSecurity {
  /** Every process of this machine, without asking who it is. */
  OPEN,
  /**
   * Users with a SCRAM-SHA-512 password, each as far as access-control lists allow; nothing is
   * allowed by default. The node itself may do everything.
   */
  SCRAM
}
