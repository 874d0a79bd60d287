package dev.snapledger.example;

import java.io.File;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericData.EnumSymbol;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The example of docs/reference/kafka.md, as it is there. */
final class TenLineProducer {
  private TenLineProducer() {}

  static void createDisk(
      Map<String, Object> config, File createDiskAvsc, String subscription, String commandId)
      throws Exception {
    // begin example
    Schema schema = new Schema.Parser().parse(createDiskAvsc);
    var id = new GenericRecordBuilder(schema.getField("header").schema());
    var name = new GenericRecordBuilder(schema.getField("name").schema());
    var disk = new GenericRecordBuilder(schema).set("region", "eastus").set("sku", "Premium_LRS");
    disk.set("header", id.set("commandId", commandId).set("subscriptionId", subscription).build());
    disk.set("name", name.set("resourceGroup", "my-group").set("name", "my-disk").build());
    disk.set("sizeGib", 4L)
        .set("origin", new EnumSymbol(schema.getField("origin").schema(), "EMPTY"));
    var value = new BinaryMessageEncoder<>(GenericData.get(), schema).encode(disk.build());
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteBufferSerializer())) {
      producer.send(new ProducerRecord<>("ledger.commands", subscription, value)).get();
    }
    // end example
  }
}
