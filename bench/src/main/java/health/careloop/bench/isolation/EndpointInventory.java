package health.careloop.bench.isolation;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Everything a running application answers to, from its own table: nothing that is added can be forgotten. */
final class EndpointInventory {
    private EndpointInventory() {}

    static SortedSet<Endpoint> of(ApplicationContext application) {
        SortedSet<Endpoint> endpoints = new TreeSet<>();
        application
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (!isErrorPage(handler)) {
                        add(endpoints, mapping);
                    }
                });
        return endpoints;
    }

    /** The container's own detour, which no client can ask for by itself. */
    private static boolean isErrorPage(HandlerMethod handler) {
        return ErrorController.class.isAssignableFrom(handler.getBeanType());
    }

    private static void add(Set<Endpoint> endpoints, RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        String header = mapping.getHeadersCondition().getExpressions().stream()
                .map(NameValueExpression::getName)
                .collect(Collectors.joining(","));
        for (String path : mapping.getPatternValues()) {
            if (methods.isEmpty()) {
                endpoints.add(new Endpoint("GET", path, header));
            }
            methods.forEach(method -> endpoints.add(new Endpoint(method.name(), path, header)));
        }
    }
}
