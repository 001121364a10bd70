package org.bgworker.host.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON of maps, lists, texts, numbers and truth values; nothing that is read is null, and an empty
 * optional is written as null. Written in ASCII, so harmless anywhere.
 */
public final class Json {
    private Json() {}

    /** Text of a map or list, in lines, the last without an end. */
    public static String text(Object tree) {
        return written(tree, FormattingStyle.PRETTY);
    }

    /** Text of a map in one line, without its end. */
    public static String line(Map<String, Object> tree) {
        return written(tree, FormattingStyle.COMPACT);
    }

    private static String written(Object tree, FormattingStyle style) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setFormattingStyle(style);
            write(tree, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ascii(text.toString());
    }

    private static void write(Object tree, JsonWriter to) throws IOException {
        switch (tree) {
            case Map<?, ?> map -> {
                to.beginObject();
                for (var one : map.entrySet()) {
                    to.name(String.valueOf(one.getKey()));
                    write(one.getValue(), to);
                }
                to.endObject();
            }
            case Iterable<?> list -> {
                to.beginArray();
                for (var one : list) {
                    write(one, to);
                }
                to.endArray();
            }
            case Number number -> to.value(number);
            case Boolean truth -> to.value(truth);
            case String text -> to.value(text);
            case Optional<?> none when none.isEmpty() -> to.nullValue();
            default -> throw new IllegalArgumentException("no JSON: " + tree.getClass());
        }
    }

    /** What is not ASCII stands in texts, and may be written by its number there. */
    private static String ascii(String json) {
        if (json.chars().allMatch(one -> one < 0x7f)) {
            return json;
        }
        var ascii = new StringBuilder(json.length() + 64);
        json.chars()
                .forEach(one -> {
                    if (one < 0x7f) {
                        ascii.append((char) one);
                    } else {
                        ascii.append("\\u%04x".formatted(one));
                    }
                });
        return ascii.toString();
    }

    /** Reads a value: a map, a list, a text, a number or a truth value, and nothing after it. */
    public static Object value(byte[] text) throws IOException {
        // a decoder of its own: a string would have other characters in the place of wrong ones
        return value(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
    }

    /** Reads a value that a host has written; what is none is an empty text. */
    public static Object parse(String text) {
        try {
            return value(text);
        } catch (IOException notJson) {
            return "";
        }
    }

    /** Reads an object, and nothing after it. */
    public static Map<String, Object> object(byte[] text) throws IOException {
        if (value(text) instanceof Map<?, ?> map) {
            var object = new LinkedHashMap<String, Object>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            return object;
        }
        throw new MalformedJsonException("no object");
    }

    private static Object value(String text) throws IOException {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            var value = value(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than a value");
            }
            return value;
        }
    }

    private static Object value(JsonReader from) throws IOException {
        return switch (from.peek()) {
            case BEGIN_OBJECT -> map(from);
            case BEGIN_ARRAY -> list(from);
            case STRING -> from.nextString();
            case NUMBER -> number(from.nextString());
            case BOOLEAN -> from.nextBoolean();
            case NULL, NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
                    throw new MalformedJsonException("no value");
        };
    }

    private static Map<String, Object> map(JsonReader from) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        from.beginObject();
        while (from.hasNext()) {
            var name = from.nextName();
            if (map.put(name, value(from)) != null) {
                throw new MalformedJsonException("\"" + name + "\" stands there twice");
            }
        }
        from.endObject();
        return map;
    }

    private static List<Object> list(JsonReader from) throws IOException {
        var list = new ArrayList<>();
        from.beginArray();
        while (from.hasNext()) {
            list.add(value(from));
        }
        from.endArray();
        return list;
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return Double.valueOf(text);
        }
    }
}
