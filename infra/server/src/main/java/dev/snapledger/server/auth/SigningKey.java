package dev.snapledger.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.snapledger.server.file.DurableFile;
import java.nio.file.Path;
import java.text.ParseException;

/** The key that tokens are signed with: ECDSA on P-256, kept as a JSON web key. */
final class SigningKey {
  private SigningKey() {}

  /** Finds the key of a file, which is for the owner alone, or makes it. */
  static ECKey in(Path path) {
    DurableFile file = DurableFile.secret(path);
    String text = file.read();
    try {
      if (text != null) {
        return ECKey.parse(text);
      }
      ECKey made =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .keyIDFromThumbprint(true)
              .generate();
      file.write(made.toJSONString());
      return made;
    } catch (ParseException e) {
      throw new IllegalStateException(
          "expected a JSON web key of P-256 in %s, but found something else".formatted(path), e);
    } catch (JOSEException e) {
      throw new IllegalStateException("expected to make a key on P-256, but " + e, e);
    }
  }
}
