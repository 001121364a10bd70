package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bgworker.host.json.Json;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.ExitCause;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads requests, has them answered, and writes the answers. */
final class Exchange extends Handler.Abstract {
    private static final int LARGEST_BODY = 64 * 1024;

    /** The type of most answers. */
    static final String JSON = "application/json";

    /** What a browser is told: to run nothing but the page's own files, and to keep nothing. */
    static final Map<String, String> SAFE =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cache-Control",
                    "no-store");

    private static final Report ON_SOCKET_ONLY =
            Report.error(
                    "this is not possible over TCP",
                    "",
                    "Ask on the socket in the data directory.");

    private final Api api;
    private final Door door;

    Exchange(Api api, Door door) {
        this.api = api;
        this.door = door;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SAFE.forEach(response.getHeaders()::put);
        write(sureReply(request, response), response);
        callback.succeeded();
        return true;
    }

    private Reply reply(Request request, Response response) throws Exception {
        var path = request.getHttpURI().getCanonicalPath();
        var page = request.getMethod().equals("GET") ? Page.at(path) : Optional.<Reply>empty();
        if (page.isPresent()) {
            return page.orElseThrow();
        }
        return switch (door.caller(request)) {
            case Door.Caller.Known(var user) -> answer(request, path, user, response);
            case Door.Caller.Refused(var reply) -> reply;
        };
    }

    /** What goes wrong in answering is told in the log, and of that no more to the client. */
    private Reply sureReply(Request request, Response response) throws Exception {
        try {
            return reply(request, response);
        } catch (RuntimeException broken) {
            if (broken instanceof HttpException bad) {
                return Reply.wrong(bad.getCode(), String.valueOf(bad.getReason()));
            }
            var cause = ExitCause.of(broken);
            var stack = cause.stack().stream().map(frame -> "\nat " + frame);
            Log.write(
                    Postmaster.PID,
                    Report.error(
                            "could not answer %s of %s"
                                    .formatted(request.getMethod(), request.getHttpURI().getPath()),
                            cause.summary() + stack.collect(Collectors.joining()),
                            ""));
            return Reply.wrong(500, "the host could not answer; its log tells why");
        }
    }

    private Reply answer(Request request, String path, String user, Response response)
            throws Exception {
        return switch (api.find(request.getMethod(), path)) {
            case Api.Found.Nothing _ -> Reply.wrong(404, "there is no such page");
            case Api.Found.OtherMethod(var allowed) -> {
                response.getHeaders().put(HttpHeader.ALLOW, allowed);
                yield Reply.wrong(405, "only %s is possible here".formatted(allowed));
            }
            case Api.Found.Hit(var route) when route.socketOnly() && !door.isSocket() ->
                    Reply.wrong(403, ON_SOCKET_ONLY);
            case Api.Found.Hit(var route) -> answer(route, path, request, user);
        };
    }

    private static Reply answer(Route route, String path, Request request, String user)
            throws Exception {
        if (request.getLength() > LARGEST_BODY) {
            return tooLarge();
        }
        Map<String, Object> body;
        try {
            var sent = Content.Source.asInputStream(request).readNBytes(LARGEST_BODY + 1);
            if (sent.length > LARGEST_BODY) {
                return tooLarge();
            }
            body = sent.length == 0 ? Map.of() : Json.object(sent);
        } catch (IOException bad) {
            return Reply.wrong(400, "what was sent is no JSON object");
        }
        var query = query(request);
        var unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(route.parameters());
        if (!unknown.isEmpty()) {
            return Reply.wrong(400, "unknown parameters: " + unknown);
        }
        if (route.changes()) {
            Log.write(
                    Postmaster.PID,
                    Report.of(
                            Severity.LOG,
                            "%s of %s by user \"%s\""
                                    .formatted(
                                            route.method(), request.getHttpURI().getPath(), user)));
        }
        try {
            return route.action().answer(new Call(route.handle(path), query, body));
        } catch (ReportException wrong) {
            return Reply.wrong(400, wrong.report());
        }
    }

    private static Reply tooLarge() {
        return Reply.wrong(413, "a request has %d bytes at most".formatted(LARGEST_BODY));
    }

    private static Map<String, String> query(Request request) {
        var query = new LinkedHashMap<String, String>();
        Request.extractQueryParameters(request, StandardCharsets.UTF_8)
                .forEach(field -> query.put(field.getName(), field.getValue()));
        return query;
    }

    private static void write(Reply reply, Response response) throws Exception {
        switch (reply) {
            case Reply.Document(int status, var tree) -> {
                response.setStatus(status);
                if (status == 401) {
                    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
                }
                write(JSON, Json.text(tree) + "\n", response);
            }
            case Reply.Text(var type, var text) -> write(type, text, response);
            case Reply.Lines(var source) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-ndjson");
                try (var out = new Lines(Content.Sink.asOutputStream(response))) {
                    source.writeTo(out);
                } catch (IOException _) {
                    Log.write(Report.of(Severity.DEBUG1, "a client has gone"));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt(); // the server stops
                }
            }
        }
    }

    private static void write(String type, String text, Response response) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        try (var out = Content.Sink.asOutputStream(response)) {
            out.write(bytes);
        }
    }
}
