import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs the tests of a class that name one of some rules: 0 if all pass, 1 if one fails, 2 if there
 * is none.
 */
final class RunRule {
    private RunRule() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        var listener = new SummaryGeneratingListener();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(Class.forName(args[0])))
                        .filters((PostDiscoveryFilter) test -> naming(List.of(args[1].split(",")), test))
                        .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        summary.getFailures()
                .forEach(failure -> System.out.println(failure.getException().toString()));
        boolean failed = !summary.getFailures().isEmpty();
        Runtime.getRuntime().halt(failed ? 1 : summary.getTestsSucceededCount() == 0 ? 2 : 0);
    }

    private static FilterResult naming(List<String> rules, TestDescriptor test) {
        return FilterResult.includedIf(
                test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .filter(name ->
                                rules.stream()
                                        .anyMatch(rule ->
                                                ("_" + name + "_").contains("_" + rule + "_")))
                        .isPresent());
    }
}
