package health.careloop.operations;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import health.careloop.web.QuietThrowable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/** One line of JSON per event, with the field names of B26. Failures are told without the words of the database. */
final class JsonLines implements StructuredLogFormatter<ILoggingEvent> {
    private final JsonWriter<ILoggingEvent> writer;

    JsonLines(Environment environment) {
        String service = environment.getProperty("spring.application.name", "careloop");
        this.writer = JsonWriter.<ILoggingEvent>of(line -> {
                    line.add(
                            "timestamp",
                            event -> Instant.ofEpochMilli(event.getTimeStamp()).toString());
                    line.add("level", event -> event.getLevel().toString());
                    line.add("service", service);
                    line.add("tenantId", event -> mdc(event, "tenantId")).whenNotNull();
                    line.add("userId", event -> mdc(event, "userId")).whenNotNull();
                    line.add("traceId", event -> mdc(event, "traceId")).whenNotNull();
                    line.add("message", ILoggingEvent::getFormattedMessage);
                    line.add("logger", ILoggingEvent::getLoggerName);
                    line.add("thread", ILoggingEvent::getThreadName);
                    line.add("error", JsonLines::error).whenNotNull();
                })
                .withNewLineAtEnd();
    }

    @Override
    public String format(ILoggingEvent event) {
        return writer.writeToString(event);
    }

    private static @Nullable String mdc(ILoggingEvent event, String key) {
        Map<String, String> mdc = event.getMDCPropertyMap();
        return mdc == null ? null : mdc.get(key);
    }

    private static @Nullable String error(ILoggingEvent event) {
        if (!(event.getThrowableProxy() instanceof ThrowableProxy proxy)) {
            return null;
        }
        StringWriter text = new StringWriter();
        new QuietThrowable(proxy.getThrowable()).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
