package org.bgworker.host.admin;

import org.bgworker.host.json.Json;
import org.bgworker.host.report.Report;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty answers where nobody else can: in the form that all errors of the API have. */
final class BadRequests extends ErrorHandler {
    private static final int FAILED = 500;

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            String message,
            Throwable cause,
            Callback callback) {
        Exchange.SAFE.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exchange.JSON);
        Content.Sink.write(response, true, text(code, message), callback);
    }

    private static String text(int code, String message) {
        var primary =
                code == FAILED
                        ? "the host failed to answer"
                        : "the request was refused: " + message;
        return Json.text(ReportTrees.error(Report.error(primary, "", ""))) + "\n";
    }
}
