package org.bgworker.host.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON of maps, lists, texts, numbers and truth values. Written in ASCII, so harmless anywhere. */
public final class Json {
    private static final JSON JACKSON =
            JSON.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .build();

    private static final JSON ONE_LINE = JACKSON.without(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    /** Text of a map or list, in lines, the last without an end. */
    public static String text(Object tree) {
        try {
            return JACKSON.asString(tree).replace("\u007f", "\\u007f");
        } catch (IOException notOfThese) {
            throw new UncheckedIOException(notOfThese);
        }
    }

    /** Text of a map in one line, without its end. */
    public static String line(Map<String, Object> tree) {
        try {
            return ONE_LINE.asString(tree).replace("\u007f", "\\u007f");
        } catch (IOException notOfThese) {
            throw new UncheckedIOException(notOfThese);
        }
    }

    /** Reads a value: a map, a list, a text, a number or a truth value. */
    public static Object value(byte[] text) throws IOException {
        return JACKSON.anyFrom(text);
    }

    /** Reads a value that a host has written; what is none is an empty text. */
    public static Object parse(String text) {
        try {
            return JACKSON.anyFrom(text);
        } catch (IOException notJson) {
            return "";
        }
    }

    /** Reads an object, and nothing after it. */
    public static Map<String, Object> object(byte[] text) throws IOException {
        try (var parser = JACKSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            var object = JACKSON.mapFrom(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than an object");
            }
            return object;
        }
    }
}
