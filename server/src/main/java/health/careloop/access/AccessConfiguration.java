package health.careloop.access;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import health.careloop.audit.Audit;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.Problems;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {
    /** After trace, headers and stopwatch (web). */
    private static final int PLACE = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<Gate> gate(
            Rights rights,
            AccessTokens tokens,
            Origins origins,
            Problems problems,
            Audit audit,
            TenantDatabase database) {
        var registration = new FilterRegistrationBean<>(new Gate(rights, tokens, origins, problems, audit, database));
        registration.setOrder(PLACE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    RecurringTask<Void> pruneSessions(Sessions sessions) {
        return Tasks.recurring("prune-sessions", FixedDelay.ofMinutes(10)).execute((task, context) -> sessions.prune());
    }

    @Bean
    RecurringTask<Void> pruneActivations(Activations activations, PasswordResets resets) {
        return Tasks.recurring("prune-activations", FixedDelay.ofHours(6)).execute((task, context) -> {
            activations.prune();
            resets.prune();
        });
    }

    @Bean
    WebMvcConfigurer gatekeeping(Problems problems, Audit audit, TenantDatabase database, Clock clock) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new Gatekeeper(problems, audit, database, clock));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new WhoCalls());
            }
        };
    }

    private static final class WhoCalls implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == SignedIn.class;
        }

        @Override
        public SignedIn resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return SignedIn.current();
        }
    }
}
