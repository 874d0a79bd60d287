package dev.snapledger.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  private final JsonNode document = OpenApiDocument.read();

  @Test
  void isValid() {
    // given
    var options = new ParseOptions();
    options.setValidateInternalRefs(true);

    // when
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(document.toString(), List.of(), options);

    // then
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.isOpenapi31()).isTrue();
    assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.path("paths"));
  }

  @Test
  void refersToWhatIsThereAndKeepsNothingUnused() {
    // given
    Set<String> used = new TreeSet<>(document.findValuesAsText("$ref"));
    Set<String> present = new TreeSet<>();

    // when
    for (Map.Entry<String, JsonNode> kind : document.path("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        kind.getValue()
            .fieldNames()
            .forEachRemaining(name -> present.add("#/components/" + kind.getKey() + "/" + name));
      }
    }

    // then
    assertThat(used).isEqualTo(present);
  }

  @Test
  void declaresEachVariableOfAPath() {
    // when, then
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      Set<String> declared = new TreeSet<>();
      for (JsonNode each : path.getValue().path("parameters")) {
        JsonNode parameter = document.at(each.path("$ref").asText().substring(1));
        if (parameter.path("in").asText().equals("path")) {
          declared.add(parameter.path("name").asText());
        }
      }
      Set<String> variables = new TreeSet<>();
      VARIABLE.matcher(path.getKey()).results().forEach(found -> variables.add(found.group(1)));
      assertThat(declared).as(path.getKey()).isEqualTo(variables);
    }
  }

  @Test
  void isServedToStrangersWithTheAddressTheyUse() {
    // given
    Routes.Builder routes = Routes.builder();
    OpenApiRoutes.register(routes);
    var request =
        new ApiRequest(
            "GET",
            List.of("openapi.json"),
            Map.of(),
            Map.of(),
            "",
            URI.create("https://localhost:1"),
            "192.0.2.1");

    // when
    ApiResponse response = routes.build().handle(request);

    // then
    assertThat(response.status()).isEqualTo(200);
    assertThat(String.valueOf(response.body()))
        .contains("\"servers\":[{\"url\":\"https://localhost:1\"}]");
    DescribedAnswers.check("GET", "/openapi.json", response);
  }
}
