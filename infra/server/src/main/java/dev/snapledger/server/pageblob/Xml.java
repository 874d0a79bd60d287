package dev.snapledger.server.pageblob;

/** Text in XML answers. */
final class Xml {
  static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

  private Xml() {}

  /** Text as it may stand between tags; characters that XML cannot have become question marks. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\n', '\t' -> out.append(c);
        default -> out.append(c < ' ' || c > '\ufffd' || Character.isSurrogate(c) ? '?' : c);
      }
    }
    return out.toString();
  }
}
