package org.bgworker.host.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private final Api api;
    private final Peers peers;

    Exchange(Api api, Peers peers) {
        this.api = api;
        this.peers = peers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var user = peers.user(request);
        if (!peers.permitted(user)) {
            write(
                    Reply.wrong(403, "user \"%s\" may not administer this host".formatted(user)),
                    response);
        } else {
            write(answer(request, user, response), response);
        }
        callback.succeeded();
        return true;
    }

    private Reply answer(Request request, String user, Response response) throws Exception {
        var path = request.getHttpURI().getCanonicalPath();
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
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                var bytes = (Json.text(tree) + "\n").getBytes(StandardCharsets.UTF_8);
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
                try (var out = Content.Sink.asOutputStream(response)) {
                    out.write(bytes);
                }
            }
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

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
