package org.bgworker.host.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.json.Json;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads requests, has them answered, and writes the answers. */
final class Exchange extends Handler.Abstract {
    private static final int LARGEST_BODY = 64 * 1024;

    /** What a browser is told: to run nothing but the page's own files, and to keep nothing. */
    private static final Map<String, String> SAFE =
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

    private final Api api;
    private final Door door;

    Exchange(Api api, Door door) {
        this.api = api;
        this.door = door;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SAFE.forEach(response.getHeaders()::put);
        write(reply(request, response), response);
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

    private Reply answer(Request request, String path, String user, Response response)
            throws Exception {
        return switch (api.find(request.getMethod(), path)) {
            case Api.Found.Nothing _ -> Reply.wrong(404, "there is no such page");
            case Api.Found.OtherMethod(var allowed) -> {
                response.getHeaders().put(HttpHeader.ALLOW, allowed);
                yield Reply.wrong(405, "only %s is possible here".formatted(allowed));
            }
            case Api.Found.Hit(var route) -> answer(route, path, request, user);
        };
    }

    private static Reply answer(Route route, String path, Request request, String user)
            throws Exception {
        if (request.getLength() > LARGEST_BODY) {
            return Reply.wrong(413, "a request has %d bytes at most".formatted(LARGEST_BODY));
        }
        Map<String, Object> body;
        try {
            body = body(request);
        } catch (IOException bad) {
            return Reply.wrong(400, "what was sent is no JSON object of at most 64 kB");
        }
        if (route.changes()) {
            Log.write(
                    Postmaster.PID,
                    Report.of(
                            Severity.LOG,
                            "%s of %s by user \"%s\"".formatted(route.method(), path, user)));
        }
        return route.action().answer(new Call(route.handle(path), query(request), body));
    }

    private static Map<String, Object> body(Request request) throws IOException {
        var bytes = Content.Source.asInputStream(request).readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new IOException("too large");
        }
        return bytes.length == 0 ? Map.of() : Json.object(bytes);
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
                write("application/json", Json.text(tree) + "\n", response);
            }
            case Reply.Text(var type, var text) -> write(type, text, response);
            case Reply.Lines(var source) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-ndjson");
                try (var out = Content.Sink.asOutputStream(response)) {
                    source.writeTo(line -> writeLine(out, line));
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

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
