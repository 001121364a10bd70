package org.bgworker.host.audit;

import com.fasterxml.jackson.core.JsonFactory;
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

    private Json() {}

    /** Text of a map or list, in lines, the last without an end. */
    public static String text(Object tree) {
        try {
            return JACKSON.asString(tree).replace("\u007f", "\\u007f");
        } catch (IOException notOfThese) {
            throw new UncheckedIOException(notOfThese);
        }
    }

    /** Reads an object. */
    static Map<String, Object> object(byte[] text) throws IOException {
        return JACKSON.mapFrom(text);
    }
}
