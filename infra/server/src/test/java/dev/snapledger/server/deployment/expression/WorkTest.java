package dev.snapledger.server.deployment.expression;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

/** What expressions may cost, at the borders. */
class WorkTest {
  private final Work work = new Work();

  @Test
  void endsAfterTheLastStep() {
    // when
    work.charge(TemplateLimits.WORK_STEPS_MAX - 1L);
    work.charge(1);

    // then
    assertThatThrownBy(() -> work.charge(1))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("at most 8388608 steps of work");
  }

  @Test
  void goesAsDeepAsItMayAndNoDeeper() {
    // given
    for (int level = 0; level < TemplateLimits.EVALUATION_NESTING_MAX; level++) {
      work.enter();
    }

    // when, then
    assertThatThrownBy(work::enter)
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("at most 256 levels inside each other");
    work.leave();
    assertThatCode(work::enter).doesNotThrowAnyException();
  }

  @Test
  void takesValuesOfSoManyPartsAndLevels() {
    // given an array is a part, and so is each number in it
    ArrayNode most = array(TemplateLimits.VALUE_STEPS_MAX - 1);
    ArrayNode deepest = array(1);
    for (int level = 1; level < TemplateLimits.VALUE_NESTING_MAX; level++) {
      deepest = JsonNodeFactory.instance.arrayNode().add(deepest);
    }
    ArrayNode deeper = JsonNodeFactory.instance.arrayNode().add(deepest);

    // when, then
    work.checked(most);
    work.checked(deepest);
    assertThatThrownBy(() -> work.checked(most.add(0)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("values of at most 131072 characters");
    assertThatThrownBy(() -> work.checked(deeper))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("values of at most 48 levels");
  }

  private static ArrayNode array(int numbers) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < numbers; i++) {
      array.add(0);
    }
    return array;
  }
}
