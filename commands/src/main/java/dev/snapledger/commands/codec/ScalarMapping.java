package dev.snapledger.commands.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.io.Decoder;

/** Values without parts that need a mapping of their own. */
enum ScalarMapping implements Mapping {
  BOOLEAN {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeBoolean((Boolean) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readBoolean();
    }
  },
  INT {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeLong((Integer) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readInt();
    }
  },
  LONG {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeLong((Long) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readLong();
    }
  },
  /** Milliseconds since 1970; anything finer would be lost, so that it is refused. */
  INSTANT {
    @Override
    public void write(Object value, WireWriter out) {
      Instant instant = (Instant) value;
      if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
        throw new IllegalArgumentException("expected whole milliseconds, but found " + instant);
      }
      out.writeLong(instant.toEpochMilli());
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return Instant.ofEpochMilli(in.readLong());
    }
  },
  STRING {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeString((String) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readString();
    }
  },
  UUID {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeUuid((java.util.UUID) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      if (in instanceof WireReader direct) {
        return direct.readUuid();
      }
      byte[] text = in.readString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return UuidText.read(text, 0, text.length);
    }
  },
  BYTES {
    @Override
    public void write(Object value, WireWriter out) {
      out.writeBytes((ByteBuffer) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readBytes(null);
    }
  },
  /** A map of texts, in one block, by rising key: a map has no order, but bytes have. */
  TEXTS {
    @Override
    public void write(Object value, WireWriter out) {
      @SuppressWarnings("unchecked")
      Map<String, String> map = (Map<String, String>) value;
      if (!map.isEmpty()) {
        out.writeLong(map.size());
        new TreeMap<>(map)
            .forEach(
                (key, text) -> {
                  out.writeString(key);
                  out.writeString(text);
                });
      }
      out.writeLong(0);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      long count = in.readMapStart();
      if (count == 0) {
        return Map.of();
      }
      Map<String, String> map = new HashMap<>();
      for (; count > 0; count = in.mapNext()) {
        for (long i = 0; i < count; i++) {
          String key = in.readString();
          if (map.put(key, in.readString()) != null) {
            throw new MalformedInputException(
                "expected each key of a map once, but found one twice");
          }
        }
      }
      return map;
    }
  }
}
