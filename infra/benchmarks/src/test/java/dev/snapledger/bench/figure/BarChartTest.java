package dev.snapledger.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class BarChartTest {
  @Test
  void drawsABarAsLongAsItsMedian() throws Exception {
    // given
    Series ours = Series.of(1);
    Series other = Series.of(2);
    other.add(4);

    // when
    String svg = new BarChart("A < B", "ms").ours("ours", ours).other("other", other).svg();

    // then
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("line").getLength()).isEqualTo(2);
    assertThat(svg).contains("A &lt; B, ms", "width=\"107.5\"", "width=\"322.5\"", ">3.00<");
  }
}
