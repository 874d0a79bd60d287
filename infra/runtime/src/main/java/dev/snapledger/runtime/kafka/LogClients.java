package dev.snapledger.runtime.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Port to the making of Kafka clients; whoever asks for a client closes it. */
public interface LogClients {
  /** A member of the group of command processors. */
  Consumer<byte[], byte[]> groupMember();

  /** A reader of committed records without a group. */
  Consumer<byte[], byte[]> reader();

  /** The one transactional producer of this node; a newer one fences every older one. */
  Producer<byte[], byte[]> transactionalProducer();

  /** An admin client. */
  Admin admin();
}
