package health.careloop.web;

import java.util.Map;

/** The fields and texts that clients of the source designs read, beside the problem's own (A11, A42, B19). */
final class SourceDesigns {
    private SourceDesigns() {}

    static void complete(Map<String, Object> body, Problem problem, String path) {
        boolean download = path.startsWith("/api/download/");
        if (!download && !path.equals("/api/mirth-webhook") && !path.equals("/api/results")) {
            return;
        }
        body.put("success", false);
        body.put("message", download && problem.status() >= 500 ? "Failed to download PDF" : problem.title());
        if (problem.name().equals("ip-not-allowed")) {
            body.put("error", problem.title());
        }
    }
}
