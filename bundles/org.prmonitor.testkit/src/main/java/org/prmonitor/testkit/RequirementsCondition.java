package org.prmonitor.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips, or fails, what {@link Requires} something that is not here. */
final class RequirementsCondition implements ExecutionCondition {

    static final String PROPERTY = "prmonitor.require";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = AnnotationSupport.findAnnotation(context.getElement(), Requires.class).stream()
                .flatMap(requires -> missing(requires.value()))
                .toList();
        return evaluate(missing, "all".equals(System.getProperty(PROPERTY)));
    }

    static ConditionEvaluationResult evaluate(List<String> missing, boolean requireAll) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all that it needs is here");
        }
        var reason = String.join("; ", missing);
        if (requireAll) {
            throw new IllegalStateException("-D" + PROPERTY + "=all, but " + reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Stream<String> missing(Requirement[] requirements) {
        return Arrays.stream(requirements).flatMap(requirement -> requirement.missing().stream().map(why -> requirement + ": " + why));
    }
}
