package org.bgworker.host.admin;

import java.util.Map;
import java.util.Optional;

/** The page's files. They show nothing by themselves: the page asks for the token. */
final class Page {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, Page> FILES =
            Map.of(
                    "/", new Page("index.html", "text/html; charset=utf-8"),
                    "/page.css", new Page("page.css", "text/css; charset=utf-8"),
                    "/page.js", new Page("page.js", SCRIPT),
                    "/tables.js", new Page("tables.js", SCRIPT),
                    "/timeline.js", new Page("timeline.js", SCRIPT));

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
        return new Reply.Text(type, Resources.text("page/" + file));
    }
}
