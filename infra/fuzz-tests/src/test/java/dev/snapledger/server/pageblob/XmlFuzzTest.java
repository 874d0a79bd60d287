package dev.snapledger.server.pageblob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.PageRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Written XML is read by another parser as what was written. */
class XmlFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of("a<b>&amp;]]>\n\t\r\u0000\ufffe\ud83d\ude00", "1234567890".repeat(8))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void isReadAsWritten(byte[] input) throws Exception {
    textIsReadAsWritten(new String(input, UTF_8));
    listIsReadAsWritten(ranges(ByteBuffer.wrap(input)));
  }

  private static void textIsReadAsWritten(String text) throws Exception {
    // when
    Element read = parse(Xml.DECLARATION + "<Message>" + Xml.escaped(text) + "</Message>");

    // then
    assertThat(read.getTextContent()).hasSameSizeAs(text);
    assertThat(read.getElementsByTagName("*").getLength()).isZero();
  }

  private static void listIsReadAsWritten(List<DiffRange> ranges) throws Exception {
    // given
    var out = new ByteArrayOutputStream();
    Iterator<DiffRange> left = ranges.iterator();

    // when
    new PageListXml(out).write(cursor(left), Integer.MAX_VALUE);
    List<DiffRange> read = new ArrayList<>();
    for (Node node = parse(out.toString(UTF_8)).getFirstChild();
        node instanceof Element element && !element.getTagName().equals("NextMarker");
        node = node.getNextSibling()) {
      read.add(range(element));
    }

    // then
    assertThat(read).isEqualTo(ranges);
  }

  private static Cursor<DiffRange> cursor(Iterator<DiffRange> ranges) {
    return new Cursor<>() {
      @Override
      public boolean hasNext() {
        return ranges.hasNext();
      }

      @Override
      public DiffRange next() {
        return ranges.next();
      }
    };
  }

  private static List<DiffRange> ranges(ByteBuffer input) {
    List<DiffRange> ranges = new ArrayList<>();
    while (input.remaining() >= 5) {
      long start = (input.getInt() & 0x3fff_ffffL) * 512;
      int more = input.get();
      ranges.add(
          new DiffRange(
              new PageRange(start, start + 512L * (1 + (more & 0x7f))),
              more < 0 ? DiffRange.Kind.CLEARED : DiffRange.Kind.DATA));
    }
    return ranges;
  }

  private static DiffRange range(Element element) {
    long start = Long.parseLong(element.getFirstChild().getTextContent());
    long last = Long.parseLong(element.getLastChild().getTextContent());
    return new DiffRange(
        new PageRange(start, last + 1),
        element.getTagName().equals("PageRange") ? DiffRange.Kind.DATA : DiffRange.Kind.CLEARED);
  }

  private static Element parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
        .getDocumentElement();
  }
}
