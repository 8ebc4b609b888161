package health.careloop.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebConfiguration implements WebMvcConfigurer {
    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        return first(new TraceFilter(), 0);
    }

    @Bean
    FilterRegistrationBean<HeadersFilter> headersFilter() {
        return first(new HeadersFilter(), 1);
    }

    @Bean
    FilterRegistrationBean<StopwatchFilter> stopwatchFilter(Meters meters) {
        FilterRegistrationBean<StopwatchFilter> registration = first(new StopwatchFilter(meters), 2);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(WebSettings settings) {
        FilterRegistrationBean<BodyFilter> registration =
                first(new BodyFilter(BodyBudget.ofHalfTheHeap(), settings), 3);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int place) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PageRequests());
    }

    /** A filter that is misspelt must not show the whole list. */
    private static final class PageRequests implements HandlerMethodArgumentResolver {
        /** Sent by clients of the source designs; the sign-in says which tenant it is (E15). */
        private static final Set<String> IGNORED = Set.of("tenantId", "clinicId");

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == PageRequest.class;
        }

        @Override
        public PageRequest resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            refuseUnknown(parameter.getExecutable(), request.getParameterNames());
            return PageRequest.parse(request.getParameter("page"), request.getParameter("limit"));
        }

        private static void refuseUnknown(Executable handler, Iterator<String> sent) {
            Set<String> known = new TreeSet<>(Set.of("page", "limit"));
            for (Parameter parameter : handler.getParameters()) {
                if (parameter.isAnnotationPresent(RequestParam.class)) {
                    known.add(parameter.getName());
                }
            }
            while (sent.hasNext()) {
                String name = sent.next();
                if (!known.contains(name) && !IGNORED.contains(name)) {
                    throw Problem.of(
                                    400,
                                    "unknown-parameter",
                                    "Unknown parameter",
                                    "This list knows no parameter '" + name + "'. Use " + String.join(", ", known)
                                            + ".")
                            .with("parameter", name)
                            .with("known", List.copyOf(known))
                            .exception();
                }
            }
        }
    }
}
