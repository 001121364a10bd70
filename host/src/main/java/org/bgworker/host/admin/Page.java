package org.bgworker.host.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The page's three files. They show nothing by themselves: the page asks for the token. */
final class Page {
    private static final Map<String, Page> FILES =
            Map.of(
                    "/", new Page("index.html", "text/html; charset=utf-8"),
                    "/page.css", new Page("page.css", "text/css; charset=utf-8"),
                    "/page.js", new Page("page.js", "text/javascript; charset=utf-8"));

    private final String file;
    private final String type;

    private Page(String file, String type) {
        this.file = file;
        this.type = type;
    }

    /** The file of a path. */
    static Optional<Reply> at(String path) {
        return Optional.ofNullable(FILES.get(path)).map(Page::reply);
    }

    private Reply reply() {
        try (var in = Page.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IOException("page/" + file + " is not in the host's module");
            }
            return new Reply.Text(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
