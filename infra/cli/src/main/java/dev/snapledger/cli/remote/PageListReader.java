package dev.snapledger.cli.remote;

import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what the data plane says in XML. */
final class PageListReader {
  /**
   * One page of a list.
   *
   * @param nextMarker where the next one begins; empty at the end
   */
  record Page(List<DiffRange> ranges, String nextMarker) {
    Page {
      ranges = List.copyOf(ranges);
    }
  }

  private PageListReader() {}

  /**
   * Reads a {@code <PageList>}; both ends of its ranges are inside.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Page read(byte[] xml) {
    List<DiffRange> ranges = new ArrayList<>();
    String marker = "";
    long start = 0;
    long end = 0;
    try {
      XMLStreamReader reader = open(xml);
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (reader.getLocalName()) {
            case "Start" -> start = Long.parseLong(reader.getElementText());
            case "End" -> end = Long.parseLong(reader.getElementText());
            case "NextMarker" -> marker = reader.getElementText();
            default -> {}
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          switch (reader.getLocalName()) {
            case "PageRange" -> ranges.add(range(start, end, DiffRange.Kind.DATA));
            case "ClearRange" -> ranges.add(range(start, end, DiffRange.Kind.CLEARED));
            default -> {}
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("expected a list of ranges, but found something else", e);
    }
    return new Page(ranges, marker);
  }

  private static DiffRange range(long start, long end, DiffRange.Kind kind) {
    return new DiffRange(new PageRange(start, end + 1), kind);
  }

  /** The text of an {@code <Error>}'s message; empty if there is none. */
  static String messageOf(byte[] xml) {
    try {
      XMLStreamReader reader = open(xml);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals("Message")) {
          return reader.getElementText();
        }
      }
    } catch (XMLStreamException _) {
      // Something between here and there answered in its own way.
    }
    return "";
  }

  private static XMLStreamReader open(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8");
  }
}
